package io.domicile.kit.acl;

import org.apache.kafka.common.acl.AclBinding;

/**
 * One way in which the brokers' ACLs are not as planned.
 *
 * @param isMissing whether a planned one is not there; otherwise one is there that is not planned
 */
public record AclDeviation(AclBinding acl, boolean isMissing) {

    @Override
    public String toString() {
        return "acl " + AclText.of(acl) + (isMissing ? " is missing" : " is not planned");
    }
}
