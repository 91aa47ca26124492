package gateway.aws;

import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Lets no attribute of an SQS message become one of Camel's own headers, in whatever case (CVE-2026-46456), nor such a
 * header an attribute. The receipt handle is none: the component sets it by itself, beside the attributes.
 */
public final class SqsHeaders implements HeaderFilterStrategy {
    @Override
    public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
        return isCamels(name);
    }

    @Override
    public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
        return isCamels(name);
    }

    private static boolean isCamels(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel.");
    }
}
