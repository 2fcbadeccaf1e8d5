import { FluentBundle, FluentResource } from "@fluent/bundle";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Catalogue, SOURCES } from "kit/catalogue";
import { NAMES } from "kit/languages";
import { PSEUDO } from "kit/pseudo";

/** Values for every variable, so that a message can be formatted without knowing it. */
const ANYTHING = new Proxy(
  {},
  { get: () => 3, has: () => true, getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }) },
);

function messages(source: string): Map<string, unknown> {
  return new Map(new FluentResource(source).body.map((entry) => [entry.id, entry]));
}

function variables(message: unknown): string[] {
  const found = [...JSON.stringify(message).matchAll(/"type":"var","name":"([^"]+)"/g)].map(
    (match) => match[1] ?? "",
  );
  return [...new Set(found)].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return entry.name.endsWith(".ts") ? [readFileSync(path, "utf8")] : [];
  });
}

const english = messages(SOURCES.en ?? "");
// Tests are run from the package's folder.
const program = ["kit", "src", "../../audit/web"].flatMap(sources).join("\n");
const said = [...program.matchAll(/\bsay(?:Around)?\(\s*"([^"]+)"/g)].map((match) => match[1] ?? "");

test("every language of the switch has a catalogue", () => {
  assert.deepEqual(Object.keys(SOURCES).sort(), Object.keys(NAMES).sort());
});

for (const [language, source] of Object.entries(SOURCES)) {
  test(`the catalogue ${language} has the messages of the English one, in its order`, () => {
    assert.deepEqual([...messages(source).keys()], [...english.keys()]);
  });

  test(`the catalogue ${language} uses the variables of the English one`, () => {
    for (const [id, message] of messages(source)) {
      const own = variables(message);
      const expected = variables(english.get(id));
      // A plural form may leave the number out, a language without plural may not need it.
      assert.deepEqual(own, expected, `${language}: ${id}`);
    }
  });

  test(`every message of ${language} can be formatted`, () => {
    const bundle = new FluentBundle(language);
    bundle.addResource(new FluentResource(source));
    for (const id of english.keys()) {
      const errors: Error[] = [];
      const pattern = bundle.getMessage(id)?.value;
      assert.ok(pattern, id);
      const text = bundle.formatPattern(pattern, ANYTHING, errors);
      assert.deepEqual(errors, [], id);
      assert.ok(text.trim().length > 0, id);
    }
  });

  test(`no line of ${language} was lost to a mistake in its syntax`, () => {
    const lines = source.split("\n").filter((line) => /^[^\s#}]/.test(line));
    assert.equal(lines.length, messages(source).size);
  });
}

test("every message that the program says is in the catalogue", () => {
  const missing = said.filter((id) => !english.has(id));
  assert.deepEqual(missing, []);
});

test("every message of the catalogue is used", () => {
  const unused = [...english.keys()].filter((id) => !program.includes(`"${id}"`));
  assert.deepEqual(unused, []);
});

test("the pseudo-locale leaves no plain letter in a message, and every variable as it is", () => {
  const catalogue = new Catalogue(PSEUDO);
  for (const id of english.keys()) {
    assert.doesNotMatch(catalogue.say(id, ANYTHING), /[a-z]/i, id);
  }
  assert.match(catalogue.say("open-until", { time: "Monday" }), /Monday/);
});
