package io.domicile.kit.acl;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.ResourcePattern;

/** One thing that a role may do, from any host. Brokers infer more from it: who may read or write may describe. */
public record Grant(ResourcePattern resource, AclOperation operation) {

    private static final String ANY_HOST = "*";

    /** The ACL that grants this to a principal. */
    AclBinding to(String principal) {
        return new AclBinding(
                resource, new AccessControlEntry(principal, ANY_HOST, operation, AclPermissionType.ALLOW));
    }
}
