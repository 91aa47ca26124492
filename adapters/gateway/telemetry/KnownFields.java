package gateway.telemetry;

import gateway.contract.FieldList;
import gateway.model.Dialect;

/** What the providers of a dialect are known to send, whoever of them answers. Stateless. */
public final class KnownFields {
    private KnownFields() {}

    /** The lists of all that speak the dialect, in one. */
    public static FieldList of(Dialect dialect) {
        return switch (dialect) {
            case OPENAI ->
                FieldList.shipped("openai").with(FieldList.shipped("azure")).with(FieldList.shipped("mistral"));
            case ANTHROPIC -> FieldList.shipped("anthropic");
            case GEMINI -> FieldList.shipped("gemini").with(FieldList.shipped("vertex"));
            case BEDROCK -> FieldList.shipped("bedrock");
        };
    }
}
