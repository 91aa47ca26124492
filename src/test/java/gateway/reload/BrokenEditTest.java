package gateway.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Edits that are broken leave the running gateway as it is, and the log says why. */
class BrokenEditTest {
    private static final EditedGateway GATEWAY = new EditedGateway();
    private static final String RESIDENCY = """
                    - bean:
                        id: residency
                        description: Keep what stays in the EU, when tenant or request says so
                        ref: residency
                        method: apply
            """;

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    @AfterEach
    void restore() {
        GATEWAY.restore("chat", "openai-chat", "openai-errors", "provider", "models");
        assertThat(GATEWAY.call("any").statusCode()).isEqualTo(200);
    }

    @Test
    void keepsTheLastGoodRouteWhenAFileIsNoYaml() {
        refuses("chat", "- route: [", "is no YAML");
    }

    @Test
    void keepsTheLastGoodRouteWhenAStepHasNoDescription() {
        refuses(
                "answer",
                GATEWAY.folder().text("answer").replace("                    description: Rank what is left\n", ""),
                "the step 'choose' has no description");
    }

    @Test
    void keepsTheLastGoodRouteWhenAStageIsHandedWhatItDoesNotTake() {
        refuses(
                "chat",
                GATEWAY.folder().text("chat").replace("ref: admission", "ref: residency"),
                "takes gateway.model.Plan");
    }

    @Test
    void keepsTheLastGoodRouteWhenABeanDoesNotExist() {
        refuses("chat", GATEWAY.folder().text("chat").replace("ref: meter", "ref: meteor"), "no bean 'meteor'");
    }

    @Test
    void keepsTheLastGoodRouteWhenAnEndpointDoesNotExist() {
        String step =
                "        - to:\n            id: out\n            description: Away\n            uri: nowhere:call\n";

        refuses(
                "chat",
                GATEWAY.folder()
                        .text("chat")
                        .replace(
                                "        - to:\n            id: chat-to-answer",
                                step + "        - to:\n            id: chat-to-answer"),
                "nowhere");
    }

    @Test
    void keepsTheLastGoodRouteWhenAnOptionDoesNotExist() {
        refuses(
                "models",
                GATEWAY.folder().text("models").replace("httpMethodRestrict", "httpMethodRestict"),
                "httpMethodRestict");
    }

    @Test
    void keepsTheLastGoodTemplateWhenItsBreakerIsUnsafe() {
        refuses(
                "provider",
                GATEWAY.folder()
                        .text("provider")
                        .replace("throwExceptionWhenHalfOpenOrOpenState: true", "minimumNumberOfCalls: 5"),
                "its breaker needs");
    }

    @Test
    void takesAGoodFileBesideABrokenOne() {
        GATEWAY.folder().put("models", "- route: [");
        GATEWAY.folder().edit("chat", RESIDENCY, "");

        Await.until(
                "the good one is taken",
                () -> EditedGateway.code(GATEWAY.call("eu")).equals("all_providers_failed"));
        assertThat(GATEWAY.get("/v1/models").statusCode()).isEqualTo(200);
    }

    private static void refuses(String route, String text, String why) {
        assertThat(text).isNotEqualTo(GATEWAY.folder().text(route));
        List<String> before = GATEWAY.routeIds();
        try (ReloadLog log = ReloadLog.open()) {
            GATEWAY.folder().put(route, text);

            Await.until("the log says why: " + why, () -> log.says(why));
            assertThat(GATEWAY.call("any").statusCode()).isEqualTo(200);
            assertThat(before).containsAll(GATEWAY.routeIds());
        }
    }
}
