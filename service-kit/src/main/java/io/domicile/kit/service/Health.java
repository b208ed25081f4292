package io.domicile.kit.service;

import java.util.List;

/**
 * How a service is at one moment.
 *
 * @param alive false only when nothing but a restart of the process helps
 * @param notReady why the service is not doing its work now, one constant text each (never data); empty when ready
 */
public record Health(boolean alive, List<String> notReady) {

    public static final Health READY = new Health(true, List.of());

    public Health {
        notReady = List.copyOf(notReady);
    }

    public static Health notReady(String... reasons) {
        return new Health(true, List.of(reasons));
    }

    public static Health dead(String reason) {
        return new Health(false, List.of(reason));
    }

    public boolean isReady() {
        return alive && notReady.isEmpty();
    }
}
