package gateway.sdk;

import java.util.Map;

/** A way to each dialect: the model to ask for, and the deployment that serves it. */
enum Behind {
    ANTHROPIC("claude-sonnet-4-5", "sonnet-4-5-anthropic", false),
    OPENAI("gpt-5-nano", "gpt-5-nano-openai", false),
    GEMINI("gemini-2.5-flash", "gemini-2-5-flash-vertex-eu", false),
    /** In the EU Anthropic's own API is left out, so that Bedrock serves. */
    BEDROCK("claude-sonnet-4-5", "sonnet-4-5-bedrock-eu", true);

    private final String model;
    private final String deployment;
    private final boolean eu;

    Behind(String model, String deployment, boolean eu) {
        this.model = model;
        this.deployment = deployment;
        this.eu = eu;
    }

    /** What a client asks for. */
    String model() {
        return model;
    }

    /** What {@code x-serai-deployment} says. */
    String deployment() {
        return deployment;
    }

    /** Sent with each request. */
    Map<String, String> headers() {
        return eu ? Map.of("x-serai-residency", "eu") : Map.of();
    }

    /** A fault: too many requests, come again after seven seconds, as the dialect has it. */
    String rateLimit() {
        return this == GEMINI
                ? "{\"status\": 429, \"body\": \"{\\\"error\\\":{\\\"code\\\":429,\\\"status\\\":\\\"RESOURCE_EXHAUSTED\\\",\\\"details\\\":"
                        + "[{\\\"@type\\\":\\\"type.googleapis.com/google.rpc.RetryInfo\\\",\\\"retryDelay\\\":\\\"7s\\\"}]}}\"}"
                : "{\"status\": 429, \"headers\": {\"retry-after\": \"7\"}}";
    }
}
