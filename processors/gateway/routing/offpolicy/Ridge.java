package gateway.routing.offpolicy;

/**
 * Linear least squares with a penalty (Hoerl and Kennard 1970): theta = (S + D)^-1 b, with S the sum of x x', b that of
 * y x, and D the diagonal of penalties; number 0 of x is the constant 1. Solved by Cholesky's decomposition, which one
 * factor serves for all outcomes. Not thread-safe.
 */
final class Ridge {
    private final int dimension;
    private final double[][] squares;
    private final double[][] products;

    /**
     * Starts without data.
     *
     * @param outcomes how many are fitted side by side
     */
    Ridge(int dimension, int outcomes, double levelPenalty, double slopePenalty) {
        this.dimension = dimension;
        this.squares = new double[dimension][dimension];
        this.products = new double[outcomes][dimension];
        for (int i = 0; i < dimension; i++) {
            squares[i][i] = i == 0 ? levelPenalty : slopePenalty;
        }
    }

    /** Adds an observation. */
    void add(double[] x, double[] outcomes) {
        for (int i = 0; i < dimension; i++) {
            double[] row = squares[i];
            for (int j = 0; j <= i; j++) {
                row[j] += x[i] * x[j];
            }
            for (int k = 0; k < outcomes.length; k++) {
                products[k][i] += outcomes[k] * x[i];
            }
        }
    }

    /** The weights of each outcome; after this nothing can be added. */
    double[][] solve() {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = squares[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= squares[i][k] * squares[j][k];
                }
                squares[i][j] = i == j ? Math.sqrt(sum) : sum / squares[j][j];
            }
        }
        for (double[] theta : products) {
            for (int i = 0; i < dimension; i++) {
                for (int k = 0; k < i; k++) {
                    theta[i] -= squares[i][k] * theta[k];
                }
                theta[i] /= squares[i][i];
            }
            for (int i = dimension - 1; i >= 0; i--) {
                for (int k = i + 1; k < dimension; k++) {
                    theta[i] -= squares[k][i] * theta[k];
                }
                theta[i] /= squares[i][i];
            }
        }
        return products;
    }

    /** The value at a point. */
    static double at(double[] theta, double[] x) {
        double sum = 0;
        for (int i = 0; i < theta.length; i++) {
            sum += theta[i] * x[i];
        }
        return sum;
    }
}
