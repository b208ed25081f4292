package io.domicile.it.bridge;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one region they share; the first that asks starts it, the end of all tests closes it. */
final class SharedRegion implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedRegion.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType().equals(BridgeRegion.class);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(BridgeRegion.class, unused -> start(), BridgeRegion.class);
    }

    private static BridgeRegion start() {
        try {
            return BridgeRegion.start();
        } catch (Exception failed) {
            throw new IllegalStateException("the region did not start", failed);
        }
    }
}
