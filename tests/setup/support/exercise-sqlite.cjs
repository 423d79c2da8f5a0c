/* eslint-disable @typescript-eslint/no-require-imports -- this runs as it is, as CommonJS */
// Uses an SQLite binding hard, on a real WAL database; prints one JSON line. Runs in Node and in
// Electron's Node, so it is plain CommonJS. usage: exercise-sqlite.cjs BETTER_SQLITE3 BINDING FOLDER
const { join } = require('node:path');
const [packageFolder, nativeBinding, folder] = process.argv.slice(2);
const Database = require(packageFolder);

function collectGarbage() {
  require('node:v8').setFlagsFromString('--expose-gc');
  require('node:vm').runInNewContext('gc')();
}

function open(name) {
  const db = new Database(join(folder, name), { nativeBinding });
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  return db;
}

function codesOf(times, run) {
  const codes = new Set();
  for (let i = 0; i < times; i += 1) {
    try {
      run(i);
    } catch (problem) {
      codes.add(problem.code);
    }
  }
  return [...codes];
}

async function main() {
  const db = open('a.db');
  db.exec('CREATE TABLE image(id INTEGER PRIMARY KEY, name TEXT UNIQUE, score REAL, bytes BLOB)');
  const insert = db.prepare('INSERT INTO image(name, score, bytes) VALUES (?, ?, ?)');
  db.transaction(() => {
    for (let i = 0; i < 5000; i += 1) insert.run(`n${i}`, i / 4, Buffer.from([i & 255]));
  })();
  db.function('twice', (x) => x * 2);
  db.function('joined', { varargs: true, deterministic: true }, (...all) => all.join('-'));
  db.aggregate('letters', { start: 0, step: (sum, text) => sum + text.length });

  const duplicates = codesOf(1000, () => insert.run('n1', 0, null));
  const nonsense = codesOf(1000, (i) => db.prepare(`SELECT nothing${i} FROM image`));
  const query =
    'SELECT id, score, twice(score) AS twice, joined(name, id) AS joined FROM image LIMIT 200';
  let rows = 0;
  let wrong = 0;
  for (let round = 0; round < 100; round += 1) {
    for (const row of db.prepare(query).iterate()) {
      rows += 1;
      if (row.twice !== row.score * 2 || row.joined !== `n${row.id - 1}-${row.id}`) wrong += 1;
    }
    // Column names are kept by reference in each statement; these are new every time.
    const named = db.prepare(`SELECT id AS id${round} FROM image WHERE name = @name`);
    if (named.get({ name: `n${round}` })[`id${round}`] !== round + 1) wrong += 1;
    if (round % 20 === 0) collectGarbage();
  }
  const letters = db.prepare('SELECT letters(name) AS letters FROM image WHERE id <= 10').get();
  await db.backup(join(folder, 'b.db'), { progress: () => 50 });
  const second = codesOf(1, () => {
    const other = new Database(join(folder, 'a.db'), { nativeBinding, timeout: 50 });
    other.prepare('SELECT count(*) FROM image').get();
  });
  db.close();

  const reopened = new Database(join(folder, 'a.db'), { nativeBinding });
  const backup = new Database(join(folder, 'b.db'), { nativeBinding });
  // Abandoned connections are closed by the garbage collector.
  for (let i = 0; i < 100; i += 1) new Database(':memory:', { nativeBinding }).exec('SELECT 1');
  collectGarbage();
  console.log(
    JSON.stringify({
      duplicates,
      nonsense,
      rows,
      wrong,
      letters: letters.letters,
      second,
      synchronousWhenReopened: reopened.pragma('synchronous', { simple: true }),
      integrity: backup.pragma('integrity_check', { simple: true }),
      backedUp: backup.prepare('SELECT count(*) AS n FROM image').get().n,
      large: String(reopened.prepare('SELECT 9007199254740993 AS n').safeIntegers().get().n),
    }),
  );
  reopened.close();
  backup.close();
}

main().catch((problem) => {
  console.error(problem);
  process.exitCode = 1;
});
