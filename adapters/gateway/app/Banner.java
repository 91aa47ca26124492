package gateway.app;

import gateway.settings.Settings;
import java.io.PrintStream;
import java.util.Map;

/** What a person sees who has just started the gateway. */
final class Banner {
    private Banner() {}

    static void print(PrintStream out, Settings settings, RunningGateway running, Map<String, String> environment) {
        String scheme = settings.tls() == null ? "http" : "https";
        String base = scheme + "://" + reachable(settings.host()) + ":"
                + running.ports().client();
        String management = (settings.management().tls() == null ? "http" : "https") + "://"
                + reachable(settings.management().host()) + ":"
                + running.ports().management();
        String key = Keys.given(environment, "SERAI_DEMO_KEY") != null
                ? "$SERAI_DEMO_KEY"
                : running.keys().demo();
        String model = settings.models().keySet().iterator().next();
        out.printf(
                """

                Serai is ready.
                  OpenAI base URL     %s/v1
                  Anthropic base URL  %s
                  gRPC                %s
                  API key             %s
                  dashboard           %s/   (the admin key is in %s; health, metrics and admin API too)

                Try it:
                  curl %s/v1/chat/completions -H "Authorization: Bearer %s" -H 'content-type: application/json' \
                -d '{"model":"%s","messages":[{"role":"user","content":"Hello"}]}'

                """,
                base,
                base,
                grpc(settings, running),
                key,
                management,
                Keys.given(environment, "SERAI_ADMIN_KEY") != null
                        ? "SERAI_ADMIN_KEY"
                        : settings.dataDir().resolve("keys.properties"),
                base,
                key,
                model);
        out.flush();
    }

    private static String grpc(Settings settings, RunningGateway running) {
        Settings.Grpc grpc = settings.grpc();
        return grpc == null
                ? "off"
                : reachable(grpc.host()) + ":" + running.ports().grpc() + (grpc.tls() == null ? "" : " (TLS)");
    }

    private static String reachable(String host) {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }
}
