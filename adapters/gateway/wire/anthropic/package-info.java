/**
 * Anthropic's Messages API, as clients speak it to us and as we speak it to providers: <a
 * href="https://docs.claude.com/en/api/messages">POST /v1/messages</a>, version 2023-06-01, written against the
 * official OpenAPI document of 2026-08-18.
 */
@NullMarked
package gateway.wire.anthropic;

import org.jspecify.annotations.NullMarked;
