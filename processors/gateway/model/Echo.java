package gateway.model;

import org.jspecify.annotations.Nullable;

/**
 * What an answer by OpenAI's Responses API repeats of its request. A call that has one came by that API.
 *
 * @param id of the answer, which is known before it comes
 * @param fields an object of the fields that the answer repeats, as the client sent them or by their defaults
 * @param bytes length of the whole request
 * @param input the whole conversation that was asked about, as an array of items, where the answer is to be kept; null
 *     where it is not
 */
public record Echo(
        String id, Json fields, int bytes, @Nullable Json input) {
    /** Shows no content. */
    @Override
    public String toString() {
        return "Echo[bytes=" + bytes + "]";
    }
}
