package gateway.telemetry;

import gateway.contract.AnswerSampler.Kind;
import gateway.contract.Field.Section;
import gateway.contract.FieldList;
import gateway.model.Dialect;

/** What the providers of a dialect are known to send, whoever of them answers. Stateless. */
public final class KnownFields {
    private KnownFields() {}

    /** Where an answer's fields stand in the list; a stream of Google's is one answer after the other. */
    public static Section section(Dialect dialect, Kind kind) {
        return switch (kind) {
            case WHOLE -> Section.ANSWER;
            case STREAM -> dialect == Dialect.GEMINI ? Section.ANSWER : Section.EVENT;
            case EMBEDDING -> Section.EMBEDDING_ANSWER;
        };
    }

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
