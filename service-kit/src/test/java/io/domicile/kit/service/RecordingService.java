package io.domicile.kit.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A service that writes down what is done to it and is as well as the test says. */
class RecordingService implements Service {

    private final String name;
    private final List<String> journal;
    private volatile Health health = Health.READY;

    RecordingService(String name, List<String> journal) {
        this.name = name;
        this.journal = journal;
    }

    static List<String> journal() {
        return new CopyOnWriteArrayList<>();
    }

    NamedService named() {
        return new NamedService(name, this);
    }

    void is(Health now) {
        health = now;
    }

    @Override
    public void start() {
        journal.add("start " + name);
    }

    @Override
    public Health health() {
        return health;
    }

    @Override
    public void close() {
        journal.add("close " + name);
    }
}
