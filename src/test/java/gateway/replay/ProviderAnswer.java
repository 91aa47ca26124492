package gateway.replay;

import io.vertx.core.buffer.Buffer;

/** A streamed answer of Anthropic's that has all that an agent may get, and what nobody here knows yet. */
final class ProviderAnswer {
    /** As it comes. */
    static final Buffer EVENTS = Buffer.buffer("""
            event: message_start
            data: {"type":"message_start","message":{"model":"claude-sonnet-4-5-20250929","id":"msg_01Ab","type":"message","role":"assistant","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"cache_creation_input_tokens":1800,"cache_read_input_tokens":51000,"cache_creation":{"ephemeral_5m_input_tokens":1800,"ephemeral_1h_input_tokens":0},"output_tokens":3,"service_tier":"standard","inference_geo":"not_available"}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}             }

            event: ping
            data: {"type": "ping"}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"It rounds \\u201chalf up\\u201d \u2014 \ud83d\uded2."}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"EqoBCkgIARABGAIiQL/x+1=="}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":0           }

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"EmwKAhgBEgy3va3pzix/LafPsn4="}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":1}

            event: context_note
            data: {"type":"context_note","note":{"cleared":3}}

            event: content_block_start
            data: {"type":"content_block_start","index":2,"content_block":{"type":"text","text":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"text_delta","text":"I edit both\\nfiles. "}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":2,"delta":{"type":"mood_delta","mood":1.50}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":2}

            event: content_block_start
            data: {"type":"content_block_start","index":3,"content_block":{"type":"tool_use","id":"toolu_01Xy","name":"Edit","input":{},"caller":{"type":"direct"}}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"{\\"path\\": \\"/home/dev/shop/Ca"}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":3,"delta":{"type":"input_json_delta","partial_json":"rt.java\\", \\"ratio\\": 1.0}"}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":3}

            event: content_block_start
            data: {"type":"content_block_start","index":4,"content_block":{"type":"tool_use","id":"toolu_01Xz","name":"ExitPlanMode","input":{}}}

            event: content_block_stop
            data: {"type":"content_block_stop","index":4}

            event: message_delta
            data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null,"container":null},"usage":{"input_tokens":12,"cache_creation_input_tokens":1800,"cache_read_input_tokens":51000,"output_tokens":341},"context_management":{"applied_edits":[]}}

            event: message_stop
            data: {"type":"message_stop"}

            """);

    private ProviderAnswer() {}
}
