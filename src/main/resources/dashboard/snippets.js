/** The same request for people's own programs. The key never stands in it. */
const SHELL = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
const JAVA = (text) => JSON.stringify(text).replaceAll('\\/', '/');

export const LANGUAGES = ['curl', 'Python', 'JavaScript', 'Java'];

export function snippet(language, { url, headers, body }) {
  const others = Object.entries(headers);
  switch (language) {
    case 'Python':
      return `import os, requests\n\nreply = requests.post(\n    ${JSON.stringify(url)},\n    headers={\n        "authorization": "Bearer " + os.environ["SERAI_KEY"],\n`
        + `        "content-type": "application/json",\n${others.map(([name, value]) => `        ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')}    },\n`
        + `    data=${JSON.stringify(body)}.encode(),\n    stream=True,\n)\nfor line in reply.iter_lines(decode_unicode=True):\n    print(line)\n`;
    case 'JavaScript':
      return `const reply = await fetch(${JSON.stringify(url)}, {\n  method: "POST",\n  headers: {\n    authorization: \`Bearer \${process.env.SERAI_KEY}\`,\n`
        + `    "content-type": "application/json",\n${others.map(([name, value]) => `    ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`).join('')}  },\n`
        + `  body: ${JSON.stringify(body)},\n});\nfor await (const part of reply.body.pipeThrough(new TextDecoderStream())) process.stdout.write(part);\n`;
    case 'Java':
      return 'import java.net.URI;\nimport java.net.http.*;\n\nvoid main() throws Exception {\n'
        + `    var request = HttpRequest.newBuilder(URI.create(${JAVA(url)}))\n            .header("authorization", "Bearer " + System.getenv("SERAI_KEY"))\n`
        + `            .header("content-type", "application/json")\n${others.map(([name, value]) => `            .header(${JAVA(name)}, ${JAVA(value)})\n`).join('')}`
        + `            .POST(HttpRequest.BodyPublishers.ofString(${JAVA(body)}))\n            .build();\n`
        + '    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines()).body().forEach(IO::println);\n}\n';
    default:
      return `curl -N ${SHELL(url)} \\\n  -H "authorization: Bearer $SERAI_KEY" \\\n  -H 'content-type: application/json' \\\n`
        + `${others.map(([name, value]) => `  -H ${SHELL(`${name}: ${value}`)} \\\n`).join('')}  -d ${SHELL(body)}\n`;
  }
}
