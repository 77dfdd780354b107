// Imports run right to left: a room may import the rooms that feed it, never one that it feeds.
const forbid = (name, from, to, comment) => ({
  name,
  severity: 'error',
  comment,
  from: { path: from },
  to: { path: to },
});
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    forbid('feeds-alone', '^feeds/', '^(server|display|fixtures|test)/', 'feeds imports nothing of ours'),
    forbid('model-imports-nothing', '^feeds/model\\.ts$', '.', 'the vocabulary is types only'),
    forbid(
      'wire-imports-nothing',
      '^server/wire/',
      '^(feeds|display|fixtures|test|server/(?!wire)|node_modules)',
      'wire is shared with the display',
    ),
    forbid(
      'display-imports-wire-only',
      '^display/',
      '^(feeds|fixtures|test|server/(?!wire))',
      'display sees server/wire and nothing else of ours',
    ),
    forbid(
      'fixtures-import-feeds-only',
      '^fixtures/',
      '^(server|display|test)/',
      'the simulated city is outside the house',
    ),
    forbid('timetable-direction', '^server/timetable/', '^server/(?!timetable|wire)', 'timetable is fed by feeds'),
    forbid('tracking-direction', '^server/tracking/', '^server/(?!timetable|tracking)', 'tracking is fed by timetable'),
    forbid(
      'prediction-direction',
      '^server/prediction/',
      '^server/(?!timetable|tracking|prediction)',
      'prediction is fed by tracking',
    ),
    forbid(
      'departures-direction',
      '^server/departures/',
      '^server/(?!timetable|tracking|prediction|dispatch/(control|control-action)\\.ts|departures|wire)',
      'departures is fed by prediction, and by what dispatchers ordered',
    ),
    forbid(
      'boards-direction',
      '^server/boards/',
      '^server/(?!boards|dispatch/(act|actor)\\.ts|people/(secret|throttle)\\.ts|store|log|wire)',
      'the fleet knows the registry and what was sent, not what it means',
    ),
    forbid(
      'history-direction',
      '^server/history/',
      '^server/(?!history|wire|log)',
      'the history keeps documents and knows nothing of buses',
    ),
    forbid(
      'quality-direction',
      '^server/quality/',
      '^server/(?!timetable|tracking|store|wire|quality)',
      'quality judges what was shown by where buses were, never by what predicted it',
    ),
    forbid(
      'dispatch-direction',
      '^server/dispatch/',
      '^server/(?!timetable|dispatch|store|people|wire)',
      'dispatch knows the timetable, and who may do what',
    ),
    forbid(
      'hub-direction',
      '^server/hub/',
      '^server/(?!wire|hub|clock|log|metrics)',
      'the hub moves documents and knows nothing of buses',
    ),
    forbid(
      'evaluation-direction',
      '^server/evaluation/',
      '^server/(?!timetable|tracking|prediction|evaluation)',
      'evaluation judges predictions',
    ),
    forbid(
      'publish-direction',
      '^server/publish/',
      '^server/(?!timetable|tracking|prediction|dispatch/(control|control-action)\\.ts|departures|wire|publish)',
      'publish is fed by prediction',
    ),
    // Displays without a browser get frames drawn by the layouts' own pure code, not by a second hand that drifts from the
    // first: server/frames alone may reach into display/, and only for what display/tsconfig.frames.json compiles without
    // a browser. None of it has an element, a socket or a clock.
    forbid('server-knows-no-display', '^server/(?!frames/)', '^display/', 'only server/frames draws'),
    forbid(
      'frames-import-pure-drawing',
      '^server/frames/',
      '^(display/(?!(board/(content|model|sleep)|layouts/(led|eink)/(?!tablo-|styles|paint)[^/]+|text/(language|proper-case))\\.ts$)|server/(?!wire|frames))',
      'frames are made from the content model and the dot layouts',
    ),
    forbid('commands-on-top', '^server/(?!commands|main)', '^server/(commands|main)', 'nobody imports a command'),
    forbid('nothing-imports-tests', '^(feeds|server|display|fixtures)/', '^test/', 'tests import, never the other way'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.tsconfig.base.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'] },
  },
};
