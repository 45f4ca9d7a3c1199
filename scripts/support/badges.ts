/** What the marketplace shows beside an extension: a badge of the CI of a repository on GitHub, none of another. */
export function badgesOf(repository: string | { readonly url: string }) {
  const url = typeof repository === 'string' ? repository : repository.url;
  const [, name] = /\bgithub\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url) ?? [];
  if (name === undefined) return {};
  const workflow = `https://github.com/${name}/actions/workflows/ci.yml`;
  return { badges: [{ url: `${workflow}/badge.svg`, href: workflow, description: 'CI' }] };
}
