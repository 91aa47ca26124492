package gateway.routing.replay;

/** A way to choose models, one request after the other. It is told only what the models that it chose have made. */
public interface Player {
    /** What it is called in reports. */
    String name();

    /** The number of the model that it chooses. */
    Pick choose(Problem.Asked asked);

    /** Learns what its choice has made; called after each choice for which there is feedback. */
    void learn(Problem.Asked asked, int model, Problem.Result result);

    /**
     * A choice.
     *
     * @param model its number
     * @param propensity the chance with which it was chosen
     * @param explored whether another one promised more
     */
    record Pick(int model, double propensity, boolean explored) {}
}
