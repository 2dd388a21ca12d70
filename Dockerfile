# docker build -t dicom-omop . && docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" dicom-omop build --edition mini
FROM node:22-slim AS build
WORKDIR /program
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:22-slim
COPY --from=build /program/package.json /program/package.json
COPY --from=build /program/node_modules /program/node_modules
COPY --from=build /program/dist /program/dist
COPY --from=build /program/src /program/src
COPY --from=build /program/mappings /program/mappings
COPY --from=build /program/standard-cache/mini /program/standard-cache/mini
WORKDIR /work
# `node` of the image, by number, so that a cluster sees that it is not root.
USER 1000
ENTRYPOINT ["node", "/program/dist/main.js"]
