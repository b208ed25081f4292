package io.domicile.kit.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The bodies of the health endpoints. */
final class HealthJson {

    private static final JsonMapper MAPPER = new JsonMapper();

    private HealthJson() {}

    /** {@code {"alive":true,"services":[{"name":"bridge eu-west","alive":true}]}} */
    static String live(ProcessHealth.Report report) {
        ObjectNode body = MAPPER.createObjectNode().put("alive", report.isAlive());
        ArrayNode services = body.putArray("services");
        for (ProcessHealth.Entry entry : report.entries()) {
            services.addObject()
                    .put("name", entry.name())
                    .put("alive", entry.health().alive());
        }
        return body.toString();
    }

    /** {@code {"ready":false,"services":[{"name":"bridge eu-west","ready":false,"reasons":["gate-closed"]}]}} */
    static String ready(ProcessHealth.Report report) {
        ObjectNode body = MAPPER.createObjectNode().put("ready", report.isReady());
        ArrayNode services = body.putArray("services");
        for (ProcessHealth.Entry entry : report.entries()) {
            ObjectNode service = services.addObject()
                    .put("name", entry.name())
                    .put("ready", entry.health().isReady());
            ArrayNode reasons = service.putArray("reasons");
            entry.health().notReady().forEach(reasons::add);
        }
        return body.toString();
    }
}
