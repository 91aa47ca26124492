/** The words of an answer in one of OpenAI's formats or Anthropic's: of a whole reply, or of one server-sent event. */
export function textOf(frame) {
  const json = frame.startsWith('{') ? frame : frame.split('\n').filter((line) => line.startsWith('data:')).map((line) => line.slice(5)).join('\n');
  try {
    const data = JSON.parse(json);
    const choice = data.choices?.[0];
    if (data.type === 'response.output_text.delta') return data.delta;
    if (data.object === 'response') return data.output.flatMap((item) => item.content ?? []).map((item) => item.text ?? '').join('');
    return choice?.delta?.content ?? choice?.message?.content ?? data.delta?.text
      ?? data.content?.map?.((part) => part.text ?? '').join('') ?? data.error?.message ?? '';
  } catch {
    // an end mark or a comment has no words
    return '';
  }
}
