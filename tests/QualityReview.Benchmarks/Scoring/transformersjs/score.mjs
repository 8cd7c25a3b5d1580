// Scores texts with transformers.js on onnxruntime-node, as its users do it: its tokenizer, eight sequences at a time in the file's
// order, padded to the longest; the model's logits; log-softmax over the vocabulary at the wanted positions only.
//   node score.mjs PLAN.json   (see TransformersJs.cs for the plan)   ->   one JSON line: scores, seconds, cpuSeconds, tokens, padded
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { AutoModelForCausalLM, AutoTokenizer, Tensor, env } from '@huggingface/transformers';

const BATCH = 8;
const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'));
env.allowRemoteModels = false;
env.localModelPath = plan.models;
const tokenizer = await AutoTokenizer.from_pretrained(plan.model);
const model = await AutoModelForCausalLM.from_pretrained(plan.model, {
  dtype: 'fp32', device: 'cpu', session_options: { intraOpNumThreads: plan.threads, interOpNumThreads: 1 },
});
const encode = (text) => tokenizer.encode(text, { add_special_tokens: false });

/** The sequences of one text: ids, the first position whose prediction is wanted, and at each wanted position the wanted tokens. */
function* sequencesOf(text, sample) {
  if (plan.method === 'ask_llm') {
    const ids = [...plan.before, ...encode(text).slice(0, plan.room), ...plan.after];
    yield { sample, ids, first: ids.length - 1, labels: [plan.yes] };
    return;
  }
  const ids = [...plan.before, ...encode(text)];
  for (let start = 0, scored = 1; scored < ids.length; start += plan.stride) {
    const end = Math.min(start + plan.window, ids.length);
    yield { sample, ids: ids.slice(start, end - 1), first: scored - 1 - start, labels: ids.slice(scored, end).map((id) => [id]) };
    scored = end;
  }
}

/** -ln p of each label. */
function surprisals(logits, offset, vocabulary, labels) {
  let most = -Infinity;
  for (let i = 0; i < vocabulary; i++) if (logits[offset + i] > most) most = logits[offset + i];
  let sum = 0;
  for (let i = 0; i < vocabulary; i++) sum += Math.exp(logits[offset + i] - most);
  const norm = most + Math.log(sum);
  return labels.map((id) => norm - logits[offset + id]);
}

async function scoreBatch(batch, scores, counts) {
  const length = Math.max(...batch.map((s) => s.ids.length));
  const ids = new BigInt64Array(batch.length * length).fill(BigInt(plan.pad));
  const mask = new BigInt64Array(batch.length * length);
  batch.forEach((s, row) => s.ids.forEach((id, i) => {
    ids[row * length + i] = BigInt(id);
    mask[row * length + i] = 1n;
  }));
  const shape = [batch.length, length];
  const { logits } = await model({ input_ids: new Tensor('int64', ids, shape), attention_mask: new Tensor('int64', mask, shape) });
  const vocabulary = logits.dims[2];
  batch.forEach((s, row) => s.labels.forEach((labels, i) => {
    for (const nats of surprisals(logits.data, (row * length + s.first + i) * vocabulary, vocabulary, labels)) {
      scores[s.sample] += plan.method === 'ask_llm' ? Math.exp(-nats) : nats;
    }
  }));
  counts.tokens += batch.reduce((n, s) => n + s.ids.length, 0);
  counts.padded += batch.length * length;
}

async function scoreAll(texts) {
  const scores = new Float64Array(texts.length);
  const counts = { tokens: 0, padded: 0 };
  let batch = [];
  for (let sample = 0; sample < texts.length; sample++) {
    for (const sequence of sequencesOf(texts[sample], sample)) {
      batch.push(sequence);
      if (batch.length === BATCH) {
        await scoreBatch(batch, scores, counts);
        batch = [];
      }
    }
  }
  if (batch.length > 0) await scoreBatch(batch, scores, counts);
  return { scores: [...scores], ...counts };
}

// The first runs compile and allocate: they are not timed.
await scoreAll(plan.texts.slice(0, 2 * BATCH));
const began = performance.now();
const cpu = process.cpuUsage();
const result = await scoreAll(plan.texts);
const used = process.cpuUsage(cpu);
console.log(JSON.stringify({ ...result, seconds: (performance.now() - began) / 1000, cpuSeconds: (used.user + used.system) / 1e6 }));
