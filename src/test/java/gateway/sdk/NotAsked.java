package gateway.sdk;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.PostDiscoveryFilter;

/**
 * Leaves those of LangChain4j's own tests out of the build that are about something else: what a model does that cannot
 * do what this one can, and one that waits for two minutes, in a static method, where nothing can be changed:
 * {@link LangChainCancelTest} stands for it.
 */
public final class NotAsked implements PostDiscoveryFilter {
    private static final String ABLE = "for models that cannot do this";
    private static final String WAITS = "waits 30 seconds each time, in a static method;"
            + " `leavesAStreamAndSoDoesTheGateway` has the same without the wait";
    private static final String NO_SCHEMA = "LangChain4j refuses it by itself: Anthropic has no JSON without a schema";

    /** By name, for every class. */
    private static final Map<String, String> ALL = Map.of(
            "should_fail_if_modelName_is_not_supported", ABLE,
            "should_fail_if_maxOutputTokens_parameter_is_not_supported", ABLE,
            "should_fail_if_stopSequences_parameter_is_not_supported", ABLE,
            "should_fail_if_tools_are_not_supported", ABLE,
            "should_fail_if_tool_choice_REQUIRED_is_not_supported", ABLE,
            "should_fail_if_JSON_response_format_with_schema_is_not_supported", ABLE,
            "should_fail_if_images_as_base64_encoded_strings_are_not_supported", ABLE,
            "should_fail_if_images_as_public_URLs_are_not_supported", ABLE,
            "should_cancel_streaming", WAITS);

    /** Public and without arguments, as it is found by its name. */
    public NotAsked() {}

    /** Why a class leaves tests out, by their names. */
    static Map<String, String> of(String className) {
        Map<String, String> out = new TreeMap<>();
        if (className.endsWith("TckTest")) {
            out.putAll(ALL);
            if (className.contains("OpenAi")) {
                out.put("should_fail_if_JSON_response_format_is_not_supported", ABLE);
            } else {
                out.put("should_respect_JSON_response_format", NO_SCHEMA);
            }
        }
        return out;
    }

    /** The class that is run; the source of a test that it inherits may name the other one. */
    private static String className(TestDescriptor test) {
        return test.getUniqueId().getSegments().stream()
                .filter(segment -> segment.getType().equals("class"))
                .map(UniqueId.Segment::getValue)
                .findFirst()
                .orElse("");
    }

    @Override
    public FilterResult apply(TestDescriptor test) {
        String reason = test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> of(className(test)).get(method.getMethodName()))
                .orElse(null);
        return reason == null ? FilterResult.included("") : FilterResult.excluded(reason);
    }
}
