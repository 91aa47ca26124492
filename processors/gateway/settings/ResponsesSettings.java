package gateway.settings;

import java.time.Duration;

/**
 * Whether clients of OpenAI's Responses API can come back to an answer by its id.
 *
 * @param store whether answers are kept, with the conversation that led to them
 * @param kept for how long
 */
public record ResponsesSettings(boolean store, Duration kept) {}
