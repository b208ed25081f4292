package io.domicile.schemas.wire;

/** Bytes that are not a frame of Confluent's wire format. The message says what is wrong, never what they contain. */
public final class MalformedFrameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MalformedFrameException(String whatIsWrong) {
        super(whatIsWrong);
    }
}
