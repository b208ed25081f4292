package io.domicile.benchmarks.bridge.variant;

/** Closes what declares an exception that does not occur here. */
final class Closing {

    private Closing() {}

    static void of(AutoCloseable part) {
        try {
            part.close();
        } catch (RuntimeException failed) {
            throw failed;
        } catch (Exception failed) {
            throw new IllegalStateException("a part could not be closed", failed);
        }
    }
}
