package io.domicile.kit.service;

import io.domicile.kit.admin.HealthEndpoints;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How the services of a process are: alive if all are alive, ready if there is one and all are ready. Safe for use by
 * several threads; never blocks.
 */
public final class ProcessHealth implements HealthEndpoints {

    private final List<NamedService> services = new CopyOnWriteArrayList<>();

    public ProcessHealth(List<NamedService> services) {
        services.forEach(this::add);
    }

    /** @throws IllegalArgumentException if the name is taken */
    public void add(NamedService service) {
        if (services.stream().anyMatch(known -> known.name().equals(service.name()))) {
            throw new IllegalArgumentException("two services are called '" + service.name() + "'");
        }
        services.add(service);
    }

    /** How each service is now, in the order they were added. */
    public Report report() {
        return new Report(services.stream()
                .map(named -> new Entry(named.name(), named.service().health()))
                .toList());
    }

    @Override
    public Answer live() {
        Report report = report();
        return new Answer(report.isAlive(), HealthJson.live(report));
    }

    @Override
    public Answer ready() {
        Report report = report();
        return new Answer(report.isReady(), HealthJson.ready(report));
    }

    /** One service at one moment. */
    public record Entry(String name, Health health) {}

    /** All services at one moment. */
    public record Report(List<Entry> entries) {

        public Report {
            entries = List.copyOf(entries);
        }

        public boolean isAlive() {
            return entries.stream().allMatch(entry -> entry.health().alive());
        }

        public boolean isReady() {
            return !entries.isEmpty()
                    && entries.stream().allMatch(entry -> entry.health().isReady());
        }
    }
}
