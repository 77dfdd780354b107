import { describe, expect, it } from 'vitest';
import { MAX_TEXT_CHARS, plainText } from '../../../feeds/gtfs-realtime/html.js';

const text = (markup: string) => plainText(markup).text;

describe('markup', () => {
  it('becomes lines', () => {
    expect(text('<p>Първи&nbsp;ред</p><p>втори<br/>трети</p><ul><li><p>а;</p></li><li>б</li></ul>')).toBe(
      'Първи ред\nвтори\nтрети\n• а;\n• б',
    );
  });

  it('goes without what is not text', () => {
    expect(text('a<script>alert(1)</script><STYLE>p{}</STYLE><!-- c --><iframe src=x>no</iframe>b')).toBe('a b');
    expect(text('a <script>never closed')).toBe('a');
    expect(text('<img src=x onerror=alert(1)>x<svg onload=1><b>y</b></svg>')).toBe('x');
  });

  it('gives its entities as characters, once', () => {
    expect(text('&bdquo;Сливница&ldquo; &amp; &#1040;&#x411; &lt;b&gt; &unknown;')).toBe(
      '„Сливница“ & АБ <b> &unknown;',
    );
    expect(text('&amp;lt;script&amp;gt;')).toBe('&lt;script&gt;');
    expect(text('&#0;&#1114112;&#xD800;a&#8238;b')).toBe('ab');
  });

  it('is told from text', () => {
    expect(text('Линия 5 < линия 6, 3 > 2')).toBe('Линия 5 < линия 6, 3 > 2');
    expect(text('ред\r\nред\rред')).toBe('ред\nред\nред');
  });
});

describe('what is not seen', () => {
  it('goes: controls, bidi, zero width', () => {
    expect(text('a\u0000b\u001b[31mc\u202Ed\u2066e\u200Bf\uFEFFg\u00ADh\u2028i')).toBe('ab[31mcdefghi');
  });

  it('and so do towers of marks', () => {
    expect([...text(`e${'\u0301\u0302\u0303\u0304'.repeat(2_500)}`)].length).toBeLessThanOrEqual(4);
    expect(text('й ѝ')).toBe('й ѝ');
  });
});

describe('limits', () => {
  it('a long text is cut at a word', () => {
    const { text: cutText, cut } = plainText('дума '.repeat(5_000));
    expect(cut).toBe(true);
    expect(cutText.length).toBeLessThanOrEqual(MAX_TEXT_CHARS);
    expect(cutText.endsWith('дума…')).toBe(true);
  });

  it.each([
    ['open tags', '<li'.repeat(40_000)],
    ['open scripts', '<script'.repeat(20_000)],
    ['unclosed scripts', '<script>'.repeat(15_000)],
    ['open comments', '<!--'.repeat(30_000)],
    ['brackets', '<'.repeat(120_000)],
    ['ampersands', '&'.repeat(120_000)],
    ['bullets', '<li> '.repeat(25_000)],
    ['line breaks', '<br> '.repeat(25_000)],
  ])('100 000 characters of %s take no time', (_, markup) => {
    const began = performance.now();
    plainText(`<p>${markup}`);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
