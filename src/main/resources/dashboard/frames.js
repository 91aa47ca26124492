/** The words of an answer in OpenAI's or Anthropic's format: of a whole reply, or of one server-sent event. */
export function textOf(frame) {
  const json = frame.startsWith('{') ? frame : frame.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
  try {
    const data = JSON.parse(json);
    const choice = data.choices?.[0];
    return choice?.delta?.content ?? choice?.message?.content ?? data.delta?.text
      ?? data.content?.map?.((part) => part.text ?? '').join('') ?? data.error?.message ?? '';
  } catch {
    // an end mark or a comment has no words
    return '';
  }
}
