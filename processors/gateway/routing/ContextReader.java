package gateway.routing;

import gateway.model.Context;
import gateway.model.Request;

/** Reads off a request what a router may see of it. Thread-safe; never throws, whatever the text. */
@FunctionalInterface
public interface ContextReader {
    /**
     * What is seen of a request.
     *
     * @param domain as guardrails have judged it; empty for none
     */
    Context of(Request.Chat request, String domain);
}
