package gateway.aws;

import gateway.control.StoreException;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;

/** Calls of AWS whose failures become the stores' own. */
final class StoreCall {
    private StoreCall() {}

    /**
     * Makes a call.
     *
     * @param problem what could not be done, if it fails
     * @throws StoreException if AWS cannot be reached or refuses
     */
    static <T> T of(String problem, Supplier<T> call) {
        try {
            return call.get();
        } catch (SdkException | NullPointerException e) {
            // the JDK's HTTP client falls over its own feet where a call is given up while it connects
            throw new StoreException(problem, e);
        }
    }
}
