// Writes tests/data/golden/tokenizers/*.gz: what Hugging Face's own library makes of many texts. The bases are inputs, not made here.
// In an empty folder: npm install --ignore-scripts @anush008/tokenizers@0.6.0, then
//   node .../make-goldens.mjs (from that folder; Debian's license texts in /usr/share/common-licenses are the prose)
import fs from 'fs';
import path from 'path';
import zlib from 'zlib';
import { createRequire } from 'module';
import { fileURLToPath } from 'url';
import { makeTexts } from './texts.mjs';

const { Tokenizer } = createRequire(path.join(process.cwd(), 'x.js'))('@anush008/tokenizers');
const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../../data/golden/tokenizers');
const shipped = path.join(here, '../../../src/QualityReview.Onnx/ShippedModels');
const write = (name, value) => fs.writeFileSync(path.join(out, name + '.json.gz'), zlib.gzipSync(JSON.stringify(value), { level: 9 }));
const base = name => JSON.parse(['lm-mini', 'embedder-use-lite'].includes(name)
  ? fs.readFileSync(path.join(shipped, name, 'tokenizer.json'))
  : zlib.gunzipSync(fs.readFileSync(path.join(out, `base-${name}.json.gz`))));
const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
// RFC 7386, but null is a value: tokenizer files are full of it.
const merge = (target, patch) => { if (!isObject(patch) || !isObject(target) || patch.type && patch.type !== target.type) return patch; const r = { ...target }; for (const k in patch) r[k] = merge(r[k], patch[k]); return r; };

const split = (Regex, behavior = 'Isolated', invert = false) => ({ type: 'Split', pattern: { Regex }, behavior, invert });
const bytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
const sequence = (...pretokenizers) => ({ type: 'Sequence', pretokenizers });
const normalizers = (...normalizers) => ({ type: 'Sequence', normalizers });
const added = (id, content, flags = {}) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: false, ...flags });
const metaspace = (prepend_scheme, split) => ({ type: 'Metaspace', replacement: '▁', prepend_scheme, split });
const replace = (from, content) => ({ type: 'Replace', pattern: { String: from }, content });
const contractions = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const llama3 = contractions + '|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const o200k = '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+' + contractions + '?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*' + contractions + '?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const possessive = "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+";

const cases = {
  'lm-mini': ['lm-mini', {}],
  'embedder-use-lite': ['embedder-use-lite', {}],
  'like-llama3': ['lm-mini', { pre_tokenizer: sequence(split(llama3), bytes), model: { ignore_merges: true } }],
  'like-qwen3': ['lm-mini', { normalizer: { type: 'NFC' }, pre_tokenizer: sequence(split(llama3.replace('{1,3}', '')), bytes), post_processor: bytes }],
  'like-cl100k': ['lm-mini', { pre_tokenizer: sequence(split(llama3, 'Removed', true), bytes) }],
  'like-o200k': ['lm-mini', { normalizer: { type: 'NFKC' }, pre_tokenizer: sequence(split(o200k), bytes) }],
  'like-deepseek': ['lm-mini', { normalizer: normalizers(), pre_tokenizer: sequence(split('\\p{N}{1,3}'), split('[一-龥\u3040-ゟ゠-ヿ]+'), split('[!"#$%&\'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+'), bytes) }],
  'like-roberta': ['lm-mini', { pre_tokenizer: sequence({ type: 'Digits', individual_digits: true }, { ...bytes, add_prefix_space: true, use_regex: true }), post_processor: { type: 'RobertaProcessing', cls: ['<s>', 7], sep: ['</s>', 9], trim_offsets: true, add_prefix_space: true } }],
  'possessive': ['lm-mini', { pre_tokenizer: sequence(split(possessive), bytes), post_processor: { type: 'Sequence', processors: [bytes, { type: 'TemplateProcessing', single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: 'x', type_id: 0 } }], pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 0 } }], special_tokens: { x: { id: 'x', ids: [3, 4], tokens: ['$', '%'] } } }] } }],
  'added-tokens': ['lm-mini', { normalizer: { type: 'Lowercase' }, added_tokens: [added(0, '<|endoftext|>', { special: true }), added(4096, '<pad>', { lstrip: true }), added(4097, '<s>', { rstrip: true }), added(4098, 'ok!', { single_word: true }), added(4099, 'User', { normalized: true }), added(4100, '\n\n'), added(4101, '[MASK]', { lstrip: true, rstrip: true, special: true }), added(4102, '<think', {}), added(4103, '<think>', {}), added(4104, 'THE', { normalized: true, single_word: true })] }],
  'byte-normalizer': ['lm-mini', { normalizer: normalizers({ type: 'NFKD' }, { type: 'StripAccents' }, { type: 'ByteLevel' }), pre_tokenizer: null }],
  'words': ['wordpiece', {}],
  'words-cased': ['wordpiece', { normalizer: { lowercase: false }, post_processor: { type: 'BertProcessing', cls: ['[CLS]', 2], sep: ['[SEP]', 3] } }],
  'words-accents': ['wordpiece', { normalizer: { lowercase: false, strip_accents: true, handle_chinese_chars: false, clean_text: false }, pre_tokenizer: { type: 'Whitespace' }, model: { max_input_chars_per_word: 20 } }],
  'words-punctuation': ['wordpiece', { normalizer: normalizers({ type: 'Nmt' }, { type: 'NFD' }, { type: 'Strip', strip_left: true, strip_right: false }), pre_tokenizer: sequence({ type: 'WhitespaceSplit' }, { type: 'Punctuation', behavior: 'MergedWithPrevious' }, { type: 'Digits', individual_digits: false }), decoder: { cleanup: false } }],
  'like-llama2': ['bpe-characters', {}],
  'like-gemma': ['bpe-characters', { normalizer: replace(' ', '▁'), pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false }, model: { byte_fallback: false }, added_tokens: [added(0, '<unk>', { special: true }), added(1, '<s>', { special: true }), added(2, '</s>', { special: true }), added(1500, '\n\n'), added(1501, '\n\n\n'), added(1502, '▁▁'), added(1503, '▁▁▁'), added(1504, '<start_of_turn>')] }],
  'characters-unfused': ['bpe-characters', { normalizer: null, pre_tokenizer: sequence({ type: 'CharDelimiterSplit', delimiter: 'e' }, metaspace('first', true)), model: { byte_fallback: false, fuse_unk: false } }],
  'like-xlmr': ['unigram-bytes', {}],
  'like-t5': ['unigram-bytes', { pre_tokenizer: sequence({ type: 'WhitespaceSplit' }, metaspace('always', true)), model: { byte_fallback: false }, decoder: metaspace('always', true) }],
};

const texts = makeTexts({ sources: { prose: ['Apache-2.0', 'MPL-2.0', 'GFDL-1.3'].map(f => '/usr/share/common-licenses/' + f), code: ['texts.mjs', 'make-goldens.mjs'].map(f => path.join(here, f)) }, perKind: 14, longest: 160 });
// As UTF-16 units: JSON has no lone surrogates.
write('texts', texts.map(t => Array.from(t.text, c => c).join('').split('').map(c => c.charCodeAt(0))));
for (const [name, [from, patch]] of Object.entries(cases)) {
  const tokenizer = Tokenizer.fromString(JSON.stringify(merge(base(from), patch)));
  const ids = [], decoded = {};
  let around = null;
  for (const [i, { text }] of texts.entries()) {
    const plain = (await tokenizer.encode(text.toWellFormed(), null, { addSpecialTokens: false })).getIds();
    const special = (await tokenizer.encode(text.toWellFormed(), null, { addSpecialTokens: true })).getIds();
    if (around === null && plain.length > 0) { const before = special.join().indexOf(plain.join()); const n = before === 0 ? 0 : special.join().slice(0, before - 1).split(',').length; around = { before: special.slice(0, n), after: special.slice(n + plain.length) }; }
    ids.push(plain);
    if (i % 4 === 0) decoded[i] = await tokenizer.decode(plain, false);
  }
  write(name, { base: from, patch, ...around, ids, decoded });
  console.log(name, texts.length, ids.flat().length, JSON.stringify(around), fs.statSync(path.join(out, name + '.json.gz')).size);
}
