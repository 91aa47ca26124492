package gateway.admin;

import gateway.api.Faults;
import gateway.api.HttpCall;
import gateway.api.HttpReply;
import gateway.api.Problems;
import gateway.model.Refusal;
import gateway.model.RefusedException;
import gateway.wire.JsonCodec;
import gateway.wire.Problem;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes whatever went wrong on the management port. */
public final class WriteAdminError {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAdminError.class);

    /** The reply to a request that ended in an exception. */
    public HttpReply apply(Object body, Exception cause) {
        Refusal refusal = new Refusal.Internal();
        if (cause instanceof RefusedException refused) {
            refusal = refused.refusal();
        } else {
            LOG.error("an admin request failed by a fault of the gateway: {}", Faults.describe(cause));
        }
        Problem problem = Problems.of(refusal, body instanceof HttpCall call ? call.id() : "");
        byte[] json = JsonCodec.object()
                .set("error", JsonCodec.object().put("code", problem.code()).put("message", problem.message()))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        return HttpReply.json(problem.status(), json);
    }
}
