package gateway.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;

/**
 * An embedding of one input, in the form in which its provider wrote it; the other form is made when it is asked for.
 * Immutable, as long as nobody changes the numbers.
 */
public sealed interface Vector {
    /** The numbers. */
    float[] floats();

    /** The numbers as 32-bit floating point, little-endian, in Base64. */
    String base64();

    /** How many numbers it has. */
    int dimensions();

    /** Numbers. */
    final class Floats implements Vector {
        private final float[] numbers;

        /** Takes the numbers, which nobody changes from now on. */
        public Floats(float[] numbers) {
            this.numbers = numbers;
        }

        @Override
        public float[] floats() {
            return numbers;
        }

        @Override
        public String base64() {
            ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(numbers);
            return Base64.getEncoder().encodeToString(bytes.array());
        }

        @Override
        public int dimensions() {
            return numbers.length;
        }
    }

    /** Base64. */
    final class Encoded implements Vector {
        private final String text;
        private final int dimensions;

        /**
         * Takes the text.
         *
         * @throws IllegalArgumentException if its length is none of whole numbers
         */
        public Encoded(String text) {
            int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
            int bytes = text.length() / 4 * 3 - padding;
            if (text.isEmpty() || text.length() % 4 != 0 || bytes % Float.BYTES != 0) {
                throw new IllegalArgumentException("no 32-bit numbers in Base64");
            }
            this.text = text;
            this.dimensions = bytes / Float.BYTES;
        }

        /**
         * {@inheritDoc}
         *
         * @throws IllegalArgumentException if the text holds what is not Base64
         */
        @Override
        public float[] floats() {
            float[] numbers = new float[dimensions];
            ByteBuffer.wrap(Base64.getDecoder().decode(text))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(numbers);
            return numbers;
        }

        @Override
        public String base64() {
            return text;
        }

        @Override
        public int dimensions() {
            return dimensions;
        }
    }
}
