package gateway.admin;

import gateway.Stage;
import gateway.api.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Shows the OpenAPI document of the admin API. */
public final class ApiDescription implements Stage<AdminCall, HttpReply> {
    /** Its name on the class path. */
    static final String RESOURCE = "admin-openapi.json";

    @Override
    public HttpReply apply(AdminCall call) {
        AdminQuery.of(call);
        try (InputStream in = ApiDescription.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return HttpReply.json(200, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
