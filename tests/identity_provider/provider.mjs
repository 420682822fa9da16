// A real OpenID Connect provider (npm oidc-provider) with invented people, for the tests of the log-in.
// Told as JSON: {"port", "people": {name: {claims, acr, amr, twist}}, "clients": [...]}. Some people's tokens are twisted
// before they are signed, as an attacker would wish them.
import { exportJWK, generateKeyPair, importJWK, SignJWT, decodeJwt } from 'jose';
import Provider from 'oidc-provider';

const told = JSON.parse(process.argv[2]);
const issuer = `http://127.0.0.1:${told.port}`;
const { privateKey } = await generateKeyPair('RS256', { extractable: true });
const key = { ...(await exportJWK(privateKey)), kid: 'tests', alg: 'RS256', use: 'sig' };
const claims = {
  openid: ['sub', 'acr', 'amr', 'auth_time'],
  email: ['email', 'email_verified'],
  profile: ['given_name', 'family_name'],
};

const ours = /^http:\/\/[a-z]+\.localhost(:[0-9]+)?\/anmeldung\/(staff|families)\/$/;
const provider = new Provider(issuer, {
  clients: told.clients,
  jwks: { keys: [key] },
  claims,
  acrValues: ['STORK-QAA-Level-1', 'STORK-QAA-Level-3', 'STORK-QAA-Level-4'],
  conformIdTokenClaims: false,
  features: { devInteractions: { enabled: false } },
  cookies: { keys: ['tests only'] },
  interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...told.people[id].claims }) }),
  async loadExistingGrant(ctx) {
    const grant = new provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope('openid email profile');
    await grant.save();
    return grant;
  },
});

// The tests' web servers listen on ports that nobody knows beforehand.
provider.Client.prototype.redirectUriAllowed = (uri) => ours.test(uri);

const twists = {
  audience: (token) => ({ ...token, aud: 'another-city' }),
  expired: (token) => ({ ...token, iat: token.iat - 7200, exp: token.iat - 3600 }),
  nonce: (token) => ({ ...token, nonce: 'of-another-log-in' }),
  issuer: (token) => ({ ...token, iss: 'http://127.0.0.1:1' }),
  person: (token) => ({ ...token, sub: 'somebody-else' }),
  stale: (token) => ({ ...token, auth_time: token.auth_time - 86400 * 90 }),
  late: (token) => ({ ...token, iat: token.iat + 90 }),
};

async function twisted(idToken) {
  const token = decodeJwt(idToken);
  const twist = told.people[token.sub]?.twist;
  if (twist === 'unsigned') {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    return `${part({ alg: 'none', kid: 'tests' })}.${part(token)}.`;
  }
  if (twist === 'signature') return `${idToken.slice(0, -8)}AAAAAAAA`;
  if (!twists[twist]) return idToken;
  const signing = await importJWK(key, 'RS256');
  return new SignJWT(twists[twist](token)).setProtectedHeader({ alg: 'RS256', kid: 'tests' }).sign(signing);
}

provider.use(async (ctx, next) => {
  const found = ctx.path.match(/^\/interaction\/([^/]+)$/);
  if (found && ctx.method === 'GET') {
    const { params } = await provider.interactionDetails(ctx.req, ctx.res);
    ctx.type = 'html';
    const buttons = Object.keys(told.people).map((name) => `<button name="person" value="${name}">${name}</button>`);
    ctx.body = `<!doctype html><html lang="de"><title>Anmeldedienst</title><main><h1>Anmeldedienst</h1>
      <p>acr_values: <output>${params.acr_values ?? ''}</output></p><form method="post">${buttons.join(' ')}
      <button name="cancel" value="1">Abbrechen</button></form></main></html>`;
    return;
  }
  if (found && ctx.method === 'POST') {
    let body = '';
    for await (const chunk of ctx.req) body += chunk;
    const sent = new URLSearchParams(body);
    const person = told.people[sent.get('person')];
    const result = person
      ? { login: { accountId: person.sub ?? sent.get('person'), acr: person.acr, amr: person.amr, remember: true } }
      : { error: sent.get('error') ?? 'access_denied', error_description: 'said no' };
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
    ctx.respond = false;
    return;
  }
  await next();
  if (ctx.path === '/token' && ctx.body?.id_token) ctx.body.id_token = await twisted(ctx.body.id_token);
});

provider.listen(told.port, '127.0.0.1', () => console.log('ready'));
