// Writes the tokenizers of the small models and what Hugging Face's own library makes of the texts with them: tokens.json, which make_models.py reads.
// In an empty folder: npm install --ignore-scripts @anush008/tokenizers@0.6.0, then
//   node .../make-tokenizers.mjs > tokens.json (from that folder)
import fs from 'fs';
import path from 'path';
import zlib from 'zlib';
import { createRequire } from 'module';
import { fileURLToPath } from 'url';

const { Tokenizer } = createRequire(path.join(process.cwd(), 'x.js'))('@anush008/tokenizers');
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const unzip = name => JSON.parse(zlib.gunzipSync(fs.readFileSync(path.join(root, 'tests/data/golden/tokenizers', name + '.json.gz'))));
const samples = fs.readFileSync(path.join(root, 'src/QualityReview.Web/SampleDataset/samples.jsonl'), 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line).text);
const cut = (text, most) => Array.from(text).slice(0, most).join('');

const texts = [
  'a', '\n', ' ', 'é', '中', '😀', 'yes', ' no', 'Hi!', 'e\u0301 is é', '今天天气很好，我们去公园散步吧。', '吾輩は猫である。名前はまだ無い。', '안녕하세요. 오늘은 날씨가 정말 좋네요!',
  'Привет, мир! Съешь ещё этих булок.', 'مرحبا بالعالم، كيف حالك؟ ١٢٣', 'नमस्ते दुनिया', '👨‍👩‍👧‍👦🏳️‍🌈 👍🏽 ok 🤦🏼‍♂️!', '3.14159, 1,000,000.00 and 0xDEADBEEF', 'for (let i = 0; i < n; i++) {\n\treturn [i];\n}\n',
  'the the the the the the the the the the the the', '=====================\n\n\n', '𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𐐀𐐨 \u200b\ufeffx',
  ...[3, 101, 202, 303, 404, 505, 606, 707, 808].map(i => cut(samples[i], 90 + i % 190)),
  // Longer than the models read at once.
  cut(samples.find(t => t.length > 1300), 1300), cut(samples.filter(t => t.length > 700)[5], 700), '深い森の中で、古い時計が静かに時を刻んでいた。'.repeat(8), '🙂🙃 '.repeat(60),
];
const prompt = ['Good text?\n\n', '\n\nAnswer yes or no:'];
const spellings = { yes: ['yes', 'Yes', 'YES', ' yes', ' Yes', ' YES'], no: ['no', 'No', 'NO', ' no', ' No', ' NO'] };

const bytes = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };
const split = Regex => ({ type: 'Sequence', pretokenizers: [{ type: 'Split', pattern: { Regex }, behavior: 'Isolated', invert: false }, bytes] });
const words = "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const added = (id, content) => ({ id, content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true });
const template = (before, after, ids) => ({
  type: 'TemplateProcessing',
  single: [...before.map(id => ({ SpecialToken: { id, type_id: 0 } })), { Sequence: { id: 'A', type_id: 0 } }, ...after.map(id => ({ SpecialToken: { id, type_id: 0 } }))],
  pair: [{ Sequence: { id: 'A', type_id: 0 } }, { Sequence: { id: 'B', type_id: 1 } }],
  special_tokens: Object.fromEntries([...before, ...after].map(id => [id, { id, ids: [ids[id]], tokens: [id] }])),
});

// JavaScript puts tokens that are numbers first.
const byId = vocab => Object.entries(vocab).sort((a, b) => a[1] - b[1]);

// The first of a trained tokenizer's merges, and those that make yes and no single tokens.
async function bpe(base, most, changes, wordsOfOneToken) {
  const keep = byId(base.model.vocab).filter(([, id]) => id < most).map(([token]) => token);
  const vocab = Object.fromEntries(keep.map((token, id) => [token, id]));
  const pairs = base.model.merges.map(m => Array.isArray(m) ? m : m.split(' ')).filter(([a, b]) => a in vocab && b in vocab && a + b in vocab);
  const file = { ...base, ...changes, model: { ...base.model, ...changes.model, vocab, merges: pairs.map(p => p.join(' ')) } };
  for (const word of wordsOfOneToken) {
    for (;;) {
      const pieces = (await Tokenizer.fromString(JSON.stringify(file)).encode(word, null, { addSpecialTokens: false })).getTokens();
      if (pieces.length < 2) break;
      vocab[pieces[0] + pieces[1]] = Object.keys(vocab).length;
      file.model.merges.push(pieces[0] + ' ' + pieces[1]);
    }
  }
  return file;
}

const lm = JSON.parse(fs.readFileSync(path.join(root, 'src/QualityReview.Onnx/ShippedModels/lm-mini/tokenizer.json')));
const characters = unzip('base-bpe-characters'), wordpiece = unzip('base-wordpiece');
const answers = ['yes', 'no', ' yes', ' no', 'Yes', 'No'];
const end = [added(0, '<|endoftext|>')];
const pieces = Object.fromEntries(byId(wordpiece.model.vocab).filter(([token, id]) => id < 420 || token.length === 1 || /^##.$/.test(token)).map(([token], id) => [token, id]));

const tokenizers = {
  gpt2: await bpe(lm, 440, { added_tokens: end, normalizer: null, pre_tokenizer: { ...bytes, use_regex: true }, post_processor: bytes }, answers),
  llama3: await bpe(lm, 440, { added_tokens: end, normalizer: null, pre_tokenizer: split(words), post_processor: template(['<|endoftext|>'], [], { '<|endoftext|>': 0 }), model: { ignore_merges: true } }, answers),
  qwen2: await bpe(lm, 440, { added_tokens: end, normalizer: { type: 'NFC' }, pre_tokenizer: split(words.replace('{1,3}', '')), post_processor: bytes }, answers),
  // An embedder of Qwen's kind ends every text with a token that it pools.
  qwen3embedding: await bpe(lm, 440, { added_tokens: end, normalizer: { type: 'NFC' }, pre_tokenizer: split(words.replace('{1,3}', '')), post_processor: template([], ['<|endoftext|>'], { '<|endoftext|>': 0 }) }, []),
  gemma: await bpe(characters, 440, { normalizer: { type: 'Replace', pattern: { String: ' ' }, content: '▁' }, pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithPrevious', invert: false } }, answers),
  llama2: await bpe(characters, 440, {}, ['yes', 'no']),
  bert: { ...wordpiece, model: { ...wordpiece.model, vocab: pieces } },
};

const result = { texts, prompt, tokenizers: {} };
for (const [name, file] of Object.entries(tokenizers)) {
  const tokenizer = Tokenizer.fromString(JSON.stringify(file));
  const encode = (text, addSpecialTokens) => tokenizer.encode(text, null, { addSpecialTokens });
  const single = async list => [...new Set((await Promise.all(list.map(async s => (await encode(s, false)).getIds()))).filter(ids => ids.length === 1).map(ids => ids[0]))];
  const all = { file, plain: [], special: [], first_end: [], asked: [], passages: [], yes: await single(spellings.yes), no: await single(spellings.no) };
  for (const text of texts) {
    const plain = await encode(text, false);
    all.plain.push(plain.getIds());
    all.special.push((await encode(text, true)).getIds());
    // UTF-8 bytes from the first token's end on. Offsets count code points.
    let end = plain.getIds().length ? plain.getOffsets()[0][1] : 0;
    // NFC makes one character of a letter and its mark; the library's offset ends before the mark.
    while (file.normalizer?.type === 'NFC' && end > 0 && /\p{M}/u.test(Array.from(text)[end] ?? '')) end++;
    all.first_end.push(Buffer.byteLength(Array.from(text).slice(end).join('')));
    all.asked.push((await encode(prompt[0] + text + prompt[1], true)).getIds());
    all.passages.push((await encode('passage: ' + text, true)).getIds());
  }
  result.tokenizers[name] = all;
}
console.log(JSON.stringify(result));
