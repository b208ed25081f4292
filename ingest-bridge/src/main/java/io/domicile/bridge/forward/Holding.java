package io.domicile.bridge.forward;

/** Why the worker holds messages back, if it does. The {@link #text()} is what readiness says. */
enum Holding {
    NOTHING(""),
    GATE("policy gate closed"),
    REGISTRY("schema registry not reached"),
    KAFKA("Kafka takes no records"),
    UNFORESEEN("a message cannot be handled, see the log");

    private final String text;

    Holding(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
