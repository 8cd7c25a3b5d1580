// Texts that tokenizers disagree about: makes the same list on every machine that has the same files to draw on.
import fs from 'fs';

export function makeTexts({ sources, perKind, longest }) {
  let state = 0x2545f491n;
  const next = () => { // xorshift64*
    state ^= state >> 12n; state ^= (state << 25n) & 0xffffffffffffffffn; state ^= state >> 27n;
    return Number(((state * 0x2545f4914f6cdd1dn) >> 33n) & 0x7fffffffn);
  };
  const below = n => next() % n, pick = list => list[below(list.length)];
  const texts = [];
  const add = (kind, text) => texts.push({ kind, text });
  const times = (n, make) => { for (let i = 0; i < n; i++) make(i); };
  const excerpt = (text, most) => { const at = below(Math.max(1, text.length - most)); return text.slice(at, at + 5 + below(most)); };
  const prose = sources.prose.map(f => fs.readFileSync(f, 'utf8')), code = sources.code.map(f => fs.readFileSync(f, 'utf8'));

  const sentences = ['The quick brown fox jumps over 13 lazy dogs.', 'I’ll don’t can’t we’ve; I\'LL DON\'T CAN\'T WE\'VE they\'re \'tis O\'Neil\'s', '今天天气很好，我们去公园散步吧。', '吾輩は猫である。名前はまだ無い。', 'カタカナとひらがな、漢字ｶﾅﾞ混じり文（１２３ＡＢＣ）', '안녕하세요. 오늘은 날씨가 정말 좋네요!', 'Привет, мир! Как дела? Съешь ещё этих булок.', 'مرحبا بالعالم، كيف حالك؟ ١٢٣٤٥', 'שָׁלוֹם עולם, מה שלומך?', 'नमस्ते दुनिया, आप कैसे हैं? १२३ क्षत्रिय', 'สวัสดีชาวโลก วันนี้อากาศดีมาก', 'Xin chào thế giới, tiếng Việt có dấu: ằẳẵặ', 'Grüße aus München: Straße, Äpfel, ÖL', 'Où est-ce que l’été était? Ça va très bien, cœur, naïve', '¿El niño comió piñas? ¡Sí!', 'Zażółć gęślą jaźń', 'Καλημέρα κόσμε, ΟΔΥΣΣΕΥΣ', 'Türkçe: İstanbul’da ışık IĞDIR', 'ქართული ენა', 'አማርኛ ቋንቋ', 'မြန်မာဘာသာ', 'தமிழ் மொழி', 'বাংলা ভাষা', 'ગુજરાતી', 'ಕನ್ನಡ ಭಾಷೆ', 'ខ្មែរ', 'ᏣᎳᎩ', 'བོད་སྐད', 'Ελληνικά ΐ', 'Հայերեն'];
  const emoji = ['😀', '👍🏽', '👨‍👩‍👧‍👦', '🏳️‍🌈', '🇩🇪🇫🇷', '🧑‍🚀', '❤️', '☺', '1️⃣', '🤦🏼‍♂️', '🫠', '™', '→', '∑∫√∞≠', '½²③Ⅳ', '𝔘𝔫𝔦', '𓀀𓁀', '🀄', '🅰🆎', 'Ⓐⓩ', '𐐀𐐨', '𝟘𝟙', '𠀀𠮷'];
  const specials = ['<|endoftext|>', '<|im_start|>', '<|im_end|>', '<|begin_of_text|>', '<|eot_id|>', '<bos>', '<eos>', '<s>', '</s>', '<pad>', '<unk>', '[CLS]', '[SEP]', '[MASK]', '[UNK]', '<start_of_turn>', '<end_of_turn>', '<think>', '</think>', '<tool_call>', '<unused42>', '<0x0A>', '<|im_start', '<mask>', '｜', '<｜begin▁of▁sentence｜>', '<extra_id_0>'];
  const spaces = [' ', '  ', '\t', '\n', '\r\n', '\r', '\n\n', '\u00a0', '\u3000', '\u2028', '\u0085', '\u000b', '\u200b', '\ufeff', '\u1680', '▁', '    ', '\n \n', ' \t '];

  for (const t of ['', ...Array.from({ length: 33 }, (_, i) => String.fromCharCode(i)), '\u007f', 'a', '.', '0', 'é', '中', '😀', '▁', 'Ġ', 'ſ', 'K', "it'ſ", "'S 'T 'Re", '\ufffe', '\uffff', '\ufffd', 'a\ufffeb', '\ud800', '\udc00x', 'a\ud83d', '\u0130I\u0131i', 'e\u0301', '\u0301', '\u1100\u1161\u11a8', 'ﬁﬂﬀ', '\u212b\u2126', '各\ufe00']) add('tiny', t);
  for (const t of ['1234567890', '3.14159265358979', '1,000,000.00', '0xDEADBEEF', '١٢٣٤٥٦', '１２３４５', '1e-10 1E+10', '2024-05-17T12:34:56Z', '192.168.0.1:8080', '²³¹₀₁', '+1 (555) 010-9999', 'a1b22c333d4444']) add('number', t);
  sentences.forEach(s => { add('script', s); add('nfd', s.normalize('NFD')); add('nfkd', s.normalize('NFKD')); add('case', s.toUpperCase()); });
  for (const n of [1, 2, 3, 4, 7, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 500]) for (const c of [' ', '\n', '\t', 'a', '=', '中', '👍']) if (n * c.length <= longest) add('run', 'x' + c.repeat(n) + 'y');
  times(perKind, () => add('english', excerpt(pick(prose), Math.min(900, longest))));
  times(perKind, () => add('code', excerpt(pick(code), Math.min(900, longest))));
  times(perKind, () => { let s = ''; times(1 + below(6), () => s += pick(sentences) + pick(spaces)); add('mixed', s.slice(0, longest)); });
  times(perKind, () => { let s = ''; times(1 + below(12), () => s += pick(emoji) + pick(['', ' ', 'ok', '!', '\u200d', '\ufe0f'])); add('emoji', s); });
  times(perKind, () => { let s = pick(['', 'a', ' ']); times(1 + below(10), () => s += pick(spaces) + pick(['', '', 'x', 'word', '.'])); add('space', s); });
  times(perKind, () => { let s = pick(['', ' ', 'Hi']); times(1 + below(6), () => s += pick(specials) + pick(['', ' ', '  ', 'text', '\n', 'user'])); add('special', s); });
  times(perKind, () => { const b = Buffer.from(pick(sentences) + excerpt(pick(prose), 60)); times(6, () => b[below(b.length)] = below(256)); add('broken', b.toString('utf8')); });
  times(perKind, () => { // half surrogates; the oracle gets U+FFFD in their place
    const s = [...(pick(sentences) + pick(emoji) + pick(emoji))]; times(3, () => s[below(s.length)] = String.fromCharCode(0xd800 + below(0x800))); add('surrogate', s.join(''));
  });
  const blocks = [[0x20, 0x230], [0x250, 0x200], [0x370, 0x1000], [0x1e00, 0x1200], [0x3000, 0x6000], [0xac00, 0x2ba4], [0xf900, 0x600], [0x1f000, 0xb00], [0x10000, 0x2000], [0x20000, 0x5000], [0x1d400, 0x400]];
  times(perKind, () => { let s = ''; times(3 + below(60), () => { const [from, size] = pick(blocks); s += String.fromCodePoint(from + below(size)); }); add('random', s); });
  times(perKind, () => { let s = ''; times(3 + below(40), () => s += pick(['a', 'B', 'é', 'e\u0301', '中', '1', '٣', ' ', '  ', '\n', "'", "'s", '-', '...', '_', '$', '😀', '\u200d', '\u0300', 'ß', 'ǅ', 'Ⅷ', '½', '\u0903', '𐐀', '𝟘', '🅰'])); add('shuffle', s); });
  times(perKind, () => { let s = ''; times(1 + below(4), () => s += pick(sentences).normalize(pick(['NFC', 'NFD', 'NFKC', 'NFKD'])) + String.fromCodePoint(0x300 + below(0x70)) + ' '); add('forms', s.slice(0, longest)); });
  if (longest > 10000) {
    for (const s of prose.slice(0, 4)) add('long', s.repeat(10).slice(0, 100000));
    for (const s of code.slice(0, 3)) add('long', s.repeat(10).slice(0, 50000));
    add('long', sentences.join('\n').repeat(60)); add('long', sentences[2].repeat(1500)); add('long', 'a'.repeat(20000)); add('long', 'ab1! '.repeat(5000)); add('long', '='.repeat(10000)); add('long', Buffer.from('xyz'.repeat(6000)).toString('base64')); add('long', emoji.join('').repeat(150)); add('long', ' '.repeat(10000) + '\n' + '\t'.repeat(10000));
  }
  return texts;
}
