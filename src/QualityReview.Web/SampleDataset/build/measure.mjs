// Scores the samples with the shipped models and reports AUC, good against junk, and means by source.
// node measure.mjs MODELS GOLDEN: npm's onnxruntime-node 1.29.0 and @anush008/tokenizers 0.6.0 must be importable
// (put node_modules anywhere and set NODE_PATH to it). Not part of the build: nothing is chosen by these numbers.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
const require = createRequire(import.meta.url);
const ort = require('onnxruntime-node');
const { Tokenizer } = require('@anush008/tokenizers');

const [models, golden, out] = process.argv.slice(2);
const here = fileURLToPath(new URL('..', import.meta.url));
const QUESTION = '\n\n###\nIs the text above good data for training a language model? Answer yes or no:';
const [YES, WINDOW, STRIDE, DOCUMENT] = [4095, 256, 128, 229];
const load = async (name) => ({
  session: await ort.InferenceSession.create(`${models}/${name}/onnx/model.onnx`, { intraOpNumThreads: 1 }),
  tokenizer: Tokenizer.fromFile(`${models}/${name}/tokenizer.json`),
});
const encode = async (model, text) => Array.from((await model.tokenizer.encode(text, null, { addSpecialTokens: false })).getIds(), Number);

async function logits({ session }, ids) {
  const shape = [1, ids.length];
  const feeds = {
    input_ids: new ort.Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
    attention_mask: new ort.Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
  };
  return (await session.run(feeds)).logits.data;
}

function logProbability(data, row, id) {
  const width = 4096, at = row * width;
  let max = -Infinity, sum = 0;
  for (let i = 0; i < width; i++) max = Math.max(max, data[at + i]);
  for (let i = 0; i < width; i++) sum += Math.exp(data[at + i] - max);
  return data[at + id] - max - Math.log(sum);
}

async function judged(model, text) {
  const ids = [0, ...(await encode(model, text)).slice(0, DOCUMENT), ...await encode(model, QUESTION)];
  const data = await logits(model, ids);
  return { ids, yes: Math.exp(logProbability(data, ids.length - 1, YES)) };
}

async function surprise(model, text, onlyFirst = false) {
  const ids = [0, ...await encode(model, text)];
  const nll = [];
  for (let begin = 0, scored = 1; scored < ids.length; begin += STRIDE) {
    const end = Math.min(begin + WINDOW, ids.length);
    const data = await logits(model, ids.slice(begin, end));
    for (; scored < end; scored++) nll.push(-logProbability(data, scored - 1 - begin, ids[scored]));
    if (onlyFirst) break;
  }
  return { ids, nll };
}

function auc(good, junk) {
  let wins = 0;
  for (const g of good) for (const j of junk) wins += g > j ? 1 : g === j ? 0.5 : 0;
  return wins / good.length / junk.length;
}

const judge = await load('judge-mini'), lm = await load('lm-mini');
if (golden) {
  let worstYes = 0, worstNll = 0;
  for (const g of JSON.parse(readFileSync(golden, 'utf8'))) {
    const { ids, yes } = await judged(judge, g.text);
    if (ids.join() !== g.judge_prompt_ids.join()) console.log('golden prompt differs', g.text.slice(0, 40));
    const { nll } = await surprise(lm, g.text, true);
    worstYes = Math.max(worstYes, Math.abs(yes - g.p_yes));
    const expected = g.first_window_nll_nats, mean = (a) => a.reduce((x, y) => x + y, 0) / a.length;
    if (expected.length === nll.length) worstNll = Math.max(worstNll, Math.abs(mean(nll) - mean(expected)));
    else console.log('golden lengths differ', expected.length, nll.length);
  }
  console.log(`goldens: worst P(yes) difference ${worstYes.toExponential(1)}, worst mean NLL difference ${worstNll.toExponential(1)}`);
}
const samples = readFileSync(`${here}/samples.jsonl`, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
const labels = JSON.parse(readFileSync(`${here}/sources.json`, 'utf8'));
for (const s of samples) {
  s.yes = (await judged(judge, s.text)).yes;
  const { nll } = await surprise(lm, s.text);
  s.bits = nll.reduce((x, y) => x + y, 0) / Math.LN2 / Buffer.byteLength(s.text);
}
if (out) writeFileSync(out, samples.map((s) => JSON.stringify({ id: s.id, source: s.source, yes: s.yes, bits: s.bits })).join('\n') + '\n');
const pick = (names, field, twins) => samples.filter((s) => names.includes(s.source) && (twins || !s.meta.near_duplicate_of)).map((s) => s[field]);
for (const twins of [true, false]) {
  const p = auc(pick(labels.good, 'yes', twins), pick(labels.junk, 'yes', twins));
  const b = auc(pick(labels.junk, 'bits', twins), pick(labels.good, 'bits', twins));
  console.log(`AUC good/junk${twins ? '' : ' without near-duplicates'}: P(yes) ${p.toFixed(3)}, bits per byte ${b.toFixed(3)}`);
}
console.log('| source | kind | samples | mean P(yes) | mean bits per byte |\n| --- | --- | --- | --- | --- |');
for (const [label, names] of Object.entries(labels)) {
  for (const name of names) {
    const of = samples.filter((s) => s.source === name), mean = (f) => of.reduce((x, s) => x + s[f], 0) / of.length;
    console.log(`| ${name} | ${label} | ${of.length} | ${mean('yes').toFixed(2)} | ${mean('bits').toFixed(2)} |`);
  }
}
