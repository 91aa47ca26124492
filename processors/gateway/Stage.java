package gateway;

/**
 * One step of a route: takes what is known so far and returns what is known after it.
 *
 * <p>A stage is stateless or thread-safe, and refuses a request by throwing, never by returning null.
 *
 * @param <I> what the stage needs
 * @param <O> what the stage adds or narrows
 */
@FunctionalInterface
public interface Stage<I, O> {
    /** Does the step. */
    O apply(I input);
}
