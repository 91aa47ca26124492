package gateway.routing;

/**
 * Symmetric matrices of which the lower triangle is kept, row by row: element (i, j) with j &lt;= i is at i (i + 1) / 2
 * + j. Cholesky's decomposition after Golub and Van Loan, Matrix Computations, 4.2.
 */
final class Packed {
    private Packed() {}

    /** How many numbers a matrix of a dimension takes. */
    static int size(int dimension) {
        return dimension * (dimension + 1) / 2;
    }

    /** Where an element is. */
    static int at(int row, int column) {
        return row * (row + 1) / 2 + column;
    }

    /** Adds weight times x times x transposed to the matrix that begins at an offset. */
    static void addOuter(double[] matrix, int offset, double[] x, double weight) {
        int next = offset;
        for (int i = 0; i < x.length; i++) {
            double scaled = weight * x[i];
            for (int j = 0; j <= i; j++) {
                matrix[next++] += scaled * x[j];
            }
        }
    }

    /**
     * Turns a matrix into the lower triangle L of L times L transposed.
     *
     * @return whether it could be done: whether the matrix is positive definite, as far as numbers can tell
     */
    static boolean factor(double[] matrix, int dimension) {
        for (int i = 0; i < dimension; i++) {
            int row = at(i, 0);
            for (int j = 0; j <= i; j++) {
                int other = at(j, 0);
                double sum = matrix[row + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[row + k] * matrix[other + k];
                }
                if (i == j) {
                    if (!(sum > 0) || sum == Double.POSITIVE_INFINITY) {
                        return false;
                    }
                    matrix[row + j] = Math.sqrt(sum);
                } else {
                    matrix[row + j] = sum / matrix[other + j];
                }
            }
        }
        return true;
    }

    /** Solves L y = x in place. */
    static void forward(double[] factor, double[] x) {
        int row = 0;
        for (int i = 0; i < x.length; i++) {
            double sum = x[i];
            for (int k = 0; k < i; k++) {
                sum -= factor[row + k] * x[k];
            }
            x[i] = sum / factor[row + i];
            row += i + 1;
        }
    }

    /** Solves L transposed y = x in place. */
    static void backward(double[] factor, double[] x) {
        for (int i = x.length - 1; i >= 0; i--) {
            double value = x[i] / factor[at(i, i)];
            x[i] = value;
            int row = at(i, 0);
            for (int k = 0; k < i; k++) {
                x[k] -= factor[row + k] * value;
            }
        }
    }
}
