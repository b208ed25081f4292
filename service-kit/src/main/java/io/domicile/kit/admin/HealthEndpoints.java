package io.domicile.kit.admin;

/** What the health endpoints answer. Called by several threads; must not block. */
public interface HealthEndpoints {

    Answer live();

    Answer ready();

    /** @param good false makes the status 503 */
    record Answer(boolean good, String json) {}
}
