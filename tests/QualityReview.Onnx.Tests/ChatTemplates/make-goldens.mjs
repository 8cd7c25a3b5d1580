// Writes tests/data/golden/chat-templates/*.json and rendered.json.gz: what two reference implementations make of templates.
// Jinja2 3.1 (Python), set up as transformers sets it up, is the reference; @huggingface/jinja is asked too, and its answer kept where it differs.
// In an empty folder: npm install --ignore-scripts @huggingface/jinja@0.5.11 and the packages that collect.mjs names, then
//   node .../make-goldens.mjs (python3 with jinja2 must be there).
import fs from 'fs';
import path from 'path';
import zlib from 'zlib';
import { createHash } from 'crypto';
import { execFileSync } from 'child_process';
import { createRequire } from 'module';
import { fileURLToPath } from 'url';
import { collect } from './collect.mjs';
import { cases, conversations, names } from './cases.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../../data/golden/chat-templates');
const require = createRequire(path.join(process.cwd(), 'x.js'));

function reference(jobs) {
  return JSON.parse(execFileSync('python3', [path.join(here, 'render.py')], { input: JSON.stringify(jobs), maxBuffer: 1 << 30, env: { ...process.env, PYTHONIOENCODING: 'utf-8' } }));
}

function second({ template, names }) {
  const { Template } = require('@huggingface/jinja');
  try {
    return new Template(template).render({ ...names });
  } catch {
    return null;
  }
}

const specials = { bos_token: '<s>', eos_token: '</s>' };
const jobsOf = template => conversations.map(c => ({ template, names: { ...c, tools: null, documents: null, enable_thinking: false, ...specials } }));
const hashOf = template => createHash('sha256').update(template).digest('hex');

const jobs = cases.map(template => ({ template, names }));
const texts = reference(jobs), other = jobs.map(second);
fs.writeFileSync(path.join(out, 'cases.json'), JSON.stringify({ names, cases: cases.map((template, i) => ({ template, text: texts[i], ...(other[i] === texts[i] ? {} : { huggingface: other[i] }) })) }, null, 1) + '\n');
console.log(`${cases.length} cases; ${texts.filter((t, i) => t !== other[i]).length} that @huggingface/jinja answers otherwise`);

fs.writeFileSync(path.join(out, 'conversations.json'), JSON.stringify({ specials, conversations }, null, 1) + '\n');
const shipped = path.join(out, 'templates');
const templates = new Map(fs.readdirSync(shipped).filter(f => f.endsWith('.jinja')).sort().map(f => [f.slice(0, -6), fs.readFileSync(path.join(shipped, f), 'utf8')]));
for (const [name, template] of collect(process.cwd())) if (![...templates.values()].includes(template)) templates.set(name, template);
const rendered = {};
for (const [name, template] of templates) {
  const expected = reference(jobsOf(template)), also = jobsOf(template).map(second);
  rendered[hashOf(template)] = { name, texts: expected };
  const differing = expected.map((t, i) => t === also[i] ? -1 : i).filter(i => i >= 0);
  if (differing.length > 0) console.log(`${name}: @huggingface/jinja answers otherwise to conversations ${differing}`);
}
fs.writeFileSync(path.join(out, 'rendered.json.gz'), zlib.gzipSync(JSON.stringify(rendered), { level: 9 }));
console.log(`${templates.size} templates, ${templates.size * conversations.length} renderings`);
