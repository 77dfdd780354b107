// The board's voice: by a key, a button or an interval; the browser's own Bulgarian voice, else the server's sound. No rule of words lives here.

import type { StopsController } from '../link/stops-controller.js';
import { localTime } from '../text/clock-time.js';
import { type Language, languagesOf } from '../text/language.js';
import { content, FALLBACK_TIMEZONE, NOTHING_SHOWN } from './content.js';
import { isQuiet, readVoice, type VoiceAddress } from './quiet.js';
import { aloud, spoken } from './speech.js';

/** Keys that a rider's button may be wired to. */
export const SPEAK_KEYS: readonly string[] = ['s', 'S', 'с', 'С', ' '];
/** A little slower than a voice's own pace, for a street. */
const RATE = 0.92;
/** At night a button is answered in a low voice. */
const NIGHT_VOLUME = 0.4;

export interface SpeakerParts {
  link: StopsController;
  query: string;
  /** A word on what failed. */
  complain(at: string): void;
}

export class Speaker {
  readonly #parts: SpeakerParts;
  readonly #address: VoiceAddress;
  readonly #languages: readonly Language[];
  #spokeMs: number | null = null;
  #audio: HTMLAudioElement | null = null;

  constructor(parts: SpeakerParts) {
    this.#parts = parts;
    this.#address = readVoice(parts.query);
    this.#languages = languagesOf(new URLSearchParams(parts.query).get('lang'));
  }

  /** Hears the keys of the window. */
  listen(scope: Window): void {
    scope.addEventListener('keydown', (event) => {
      if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || !SPEAK_KEYS.includes(event.key)) return;
      event.preventDefault();
      void this.speak();
    });
  }

  /** Called each second: speaks where the interval is over and the hour is not a quiet one. */
  tend(atMs: number): void {
    const { everyS } = this.#address;
    if (everyS === null) return;
    this.#spokeMs ??= atMs;
    if (atMs - this.#spokeMs < everyS * 1000) return;
    this.#spokeMs = atMs;
    if (!this.#isNight()) void this.speak();
  }

  /** Says the board now; a second press ends it. */
  async speak(): Promise<void> {
    if (this.#isSpeaking()) return this.#stop();
    this.#spokeMs = performance.now();
    const volume = this.#isNight() ? NIGHT_VOLUME : 1;
    for (const language of this.#languages) {
      const voice = await voiceOf(language);
      if (voice) this.#sayWith(voice, language, volume);
      else await this.#playFromServer(language, volume);
    }
  }

  #sayWith(voice: SpeechSynthesisVoice, language: Language, volume: number): void {
    const { link } = this.#parts;
    const { stops, policy, clockTrusted } = link;
    const input = { stops, policy, language, reachS: 0, clockTrusted, board: link.link?.hello.board ?? null };
    const documents = stops.flatMap((stop) => (stop.kind === 'document' ? [stop.document] : []));
    const said = aloud(content(NOTHING_SHOWN, input, link.nowS).content, documents);
    const words = new SpeechSynthesisUtterance(spoken(said, language));
    words.voice = voice;
    words.lang = voice.lang;
    words.rate = RATE;
    words.volume = volume;
    words.onerror = ({ error }) => {
      if (error !== 'canceled' && error !== 'interrupted') this.#parts.complain('speech-synthesis');
    };
    speechSynthesis.speak(words);
  }

  async #playFromServer(language: Language, volume: number): Promise<void> {
    const stops = this.#parts.link.link?.hello.stops ?? [];
    for (const stop of stops) {
      const audio = new Audio(`/api/v1/stops/${encodeURIComponent(stop)}/speech.wav?lang=${language}`);
      audio.volume = volume;
      this.#audio = audio;
      try {
        await audio.play();
        await new Promise((ended) => {
          audio.onended = audio.onpause = ended;
        });
      } catch {
        // No voice on the server either, or no leave to make a sound.
        this.#parts.complain('speech.wav');
        return;
      } finally {
        this.#audio = null;
      }
    }
  }

  #isSpeaking(): boolean {
    return this.#audio !== null || (hasVoices() && speechSynthesis.speaking);
  }

  #stop(): void {
    this.#audio?.pause();
    if (hasVoices()) speechSynthesis.cancel();
  }

  #isNight(): boolean {
    const [first] = this.#parts.link.stops;
    const timezone = first?.kind === 'document' ? first.document.stop.timezone : FALLBACK_TIMEZONE;
    return isQuiet(this.#address.quiet, localTime(this.#parts.link.nowS, timezone).time);
  }
}

function hasVoices(): boolean {
  return 'speechSynthesis' in globalThis;
}

/** A voice of the language, on this machine rather than on the net; null where there is none. */
async function voiceOf(language: Language): Promise<SpeechSynthesisVoice | null> {
  if (!hasVoices()) return null;
  let voices = speechSynthesis.getVoices();
  if (!voices.length) {
    await new Promise((came) => {
      speechSynthesis.addEventListener('voiceschanged', came, { once: true });
      setTimeout(came, 500);
    });
    voices = speechSynthesis.getVoices();
  }
  const fitting = voices.filter(({ lang }) => lang.toLowerCase().startsWith(language));
  return fitting.find(({ localService }) => localService) ?? fitting[0] ?? null;
}
