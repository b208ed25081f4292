package io.domicile.schemas.serde;

/**
 * JSON that does not fit its Avro schema. The message names the field's path and what the schema expects there, never
 * what was found.
 */
public final class UnfitJsonException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnfitJsonException(String whatIsWrong) {
        super(whatIsWrong);
    }

    static UnfitJsonException expected(String path, String type) {
        return new UnfitJsonException(
                (path.isEmpty() ? "the document" : "field '" + path + "'") + ": expected " + type);
    }
}
