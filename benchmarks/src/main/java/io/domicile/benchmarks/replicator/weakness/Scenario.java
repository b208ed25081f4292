package io.domicile.benchmarks.replicator.weakness;

/** Something that goes wrong. */
enum Scenario {
    RETENTION("its source deletes 3,000 records while it is down"),
    RE_CREATION("its source topic is deleted and created again while it runs"),
    KILL("it is killed after 300,000 records, and started again");

    private final String text;

    Scenario(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** The topic at the source. */
    String topic() {
        return "weakness-" + ordinal();
    }
}
