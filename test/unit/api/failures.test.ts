import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AttemptFacts, classifyError, systemCodeOf } from '../../../src/api/failures.ts';
import type { FailureReason } from '../../../src/core/failure/model.ts';

const FACTS: AttemptFacts = { host: 'a.example', timeoutSeconds: 20, clock: () => 0, redact: (text) => text };

function reasonOf(code: string): FailureReason {
  return classifyError(Object.assign(new Error('x'), { code }), FACTS).failure.reason;
}

describe('a system code', () => {
  const codes: Readonly<Partial<Record<FailureReason, string>>> = {
    unknownHost: 'ENOTFOUND EAI_NONAME EAI_NODATA ENODATA',
    offline:
      'EAI_AGAIN EAI_FAIL ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ENETUNREACH ENETDOWN EHOSTUNREACH EHOSTDOWN EADDRNOTAVAIL UND_ERR_SOCKET EMFILE EACCES EPERM',
    timeout:
      'ETIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ERR_SOCKET_CONNECTION_TIMEOUT',
    tls: 'CERT_HAS_EXPIRED CERT_NOT_YET_VALID CERT_REVOKED CERT_UNTRUSTED CERT_REJECTED CERT_SIGNATURE_FAILURE CERT_CHAIN_TOO_LONG DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_GET_CRL UNABLE_TO_DECRYPT_CERT_SIGNATURE CRL_HAS_EXPIRED ERROR_IN_CERT_NOT_AFTER_FIELD INVALID_CA INVALID_PURPOSE PATH_LENGTH_EXCEEDED HOSTNAME_MISMATCH ERR_TLS_CERT_ALTNAME_INVALID ERR_TLS_HANDSHAKE_TIMEOUT ERR_SSL_WRONG_VERSION_NUMBER ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE ERR_OSSL_EVP_UNSUPPORTED EPROTO',
    badResponse:
      'HPE_INVALID_CONSTANT UND_ERR_HEADERS_OVERFLOW UND_ERR_RES_CONTENT_LENGTH_MISMATCH UND_ERR_INVALID_ARG',
    cancelled: 'UND_ERR_DESTROYED',
  };
  for (const [reason, list] of Object.entries(codes)) {
    it(`is ${reason}: ${list.slice(0, 60)}`, () => {
      for (const code of list.split(' ')) assert.equal(reasonOf(code), reason, code);
    });
  }

  it('is looked for in what an error wraps', () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    assert.equal(systemCodeOf(new Error('x', { cause: refused })), 'ECONNREFUSED');
    assert.equal(systemCodeOf(new AggregateError([refused])), 'ECONNREFUSED');
    const circle = new Error('x');
    circle.cause = circle;
    for (const error of [circle, 'ECONNREFUSED', null, { code: 'ECONNREFUSED' }]) {
      assert.equal(systemCodeOf(error), undefined);
    }
  });

  it('is told as it is only where it is one', () => {
    const { failure } = classifyError(Object.assign(new Error('x'), { code: 'apikey: 1234' }), FACTS);
    assert.deepEqual(failure, { reason: 'badResponse', host: 'a.example' });
  });
});

describe('the limit of a timeout', () => {
  for (const [code, timeoutSeconds, limit] of [
    ['UND_ERR_CONNECT_TIMEOUT', 20, 10],
    ['UND_ERR_CONNECT_TIMEOUT', 5, 5],
    ['UND_ERR_HEADERS_TIMEOUT', 20, 20],
    ['UND_ERR_BODY_TIMEOUT', 20, 15],
    ['UND_ERR_BODY_TIMEOUT', 5, 5],
  ] as const) {
    it(`is ${limit} seconds: ${code} with ${timeoutSeconds}`, () => {
      const error = Object.assign(new Error('x'), { code });
      const { failure } = classifyError(error, { ...FACTS, timeoutSeconds });
      assert.equal(failure.reason === 'timeout' && failure.limit, limit);
    });
  }
});
