package gateway.routing.feature;

import gateway.model.Call;
import gateway.model.Cancellation;
import gateway.model.Dialect;
import gateway.model.Message;
import gateway.model.Part;
import gateway.model.Request;
import gateway.model.Role;
import gateway.model.Sampling;
import gateway.model.Wishes;
import java.util.List;
import java.util.Map;

/** Requests that ask one thing and no more, as the rows of data sets do. */
public final class PlainRequest {
    private PlainRequest() {}

    /** One that nobody has sent. */
    public static Request.Chat of(String prompt) {
        return new Request.Chat(
                new Call("row", "none", Dialect.OPENAI, 0, null, Wishes.NONE, Runnable::run, Cancellation.NEVER),
                "auto",
                List.of(new Message(Role.USER, List.of(new Part.Text(prompt)))),
                List.of(),
                null,
                null,
                Sampling.DEFAULT,
                List.of(),
                null,
                null,
                false,
                false,
                Map.of(),
                null);
    }
}
